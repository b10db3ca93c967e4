// A tool that answers at once, as uv or cargo by its name: what is left is the time to start a process.
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    char directory[4096];
    const char *name = strrchr(arguments[0], '/') ? strrchr(arguments[0], '/') + 1 : arguments[0];
    const char *question = count > 1 ? arguments[1] : "";
    getcwd(directory, sizeof directory);
    if (strcmp(question, "--version") == 0) {
        printf("%s %s\n", name, strcmp(name, "uv") == 0 ? "0.13.8" : "1.95.0");
    } else if (strcmp(question, "cache") == 0) {
        printf("%s/cache\n", directory);
    } else if (strcmp(question, "workspace") == 0) {
        printf("%s\n", directory);
    } else if (strcmp(question, "sync") == 0) {
        printf("    link_mode: Clone,\n");
    } else if (strcmp(question, "metadata") == 0) {
        printf("{\"target_directory\":\"%s/target\",\"build_directory\":\"%s/target\",\"workspace_root\":\"%s\"}\n", directory, directory, directory);
    }
    return 0;
}
