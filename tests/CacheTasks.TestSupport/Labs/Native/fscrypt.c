// fscrypt encrypt FOLDER N   gives the empty folder a policy (v2) with the key that is made of the byte N
// fscrypt unlock FOLDER N    adds that key to the folder's filesystem
// fscrypt lock FOLDER N      removes it again; the folder may be any of that filesystem, and not one with that key
#include <fcntl.h>
#include <linux/fscrypt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

static struct fscrypt_key_specifier identifier(int folder, int byte)
{
    // Adding is the way to learn a key's identifier.
    struct fscrypt_add_key_arg *add = calloc(1, sizeof *add + FSCRYPT_MAX_KEY_SIZE);
    add->key_spec.type = FSCRYPT_KEY_SPEC_TYPE_IDENTIFIER;
    add->raw_size = FSCRYPT_MAX_KEY_SIZE;
    memset(add->raw, byte, FSCRYPT_MAX_KEY_SIZE);
    if (ioctl(folder, FS_IOC_ADD_ENCRYPTION_KEY, add)) {
        perror("FS_IOC_ADD_ENCRYPTION_KEY");
        exit(1);
    }
    return add->key_spec;
}

int main(int argc, char **argv)
{
    int folder = argc == 4 ? open(argv[2], O_RDONLY | O_DIRECTORY) : -1;
    if (folder < 0)
        return fprintf(stderr, "usage: fscrypt encrypt|unlock|lock FOLDER N\n"), 1;
    struct fscrypt_key_specifier key = identifier(folder, atoi(argv[3]));
    if (!strcmp(argv[1], "encrypt")) {
        struct fscrypt_policy_v2 policy = {
            .version = FSCRYPT_POLICY_V2,
            .contents_encryption_mode = FSCRYPT_MODE_AES_256_XTS,
            .filenames_encryption_mode = FSCRYPT_MODE_AES_256_CTS,
            .flags = FSCRYPT_POLICY_FLAGS_PAD_32,
        };
        memcpy(policy.master_key_identifier, key.u.identifier, sizeof policy.master_key_identifier);
        if (ioctl(folder, FS_IOC_SET_ENCRYPTION_POLICY, &policy))
            return perror("FS_IOC_SET_ENCRYPTION_POLICY"), 1;
    }
    if (!strcmp(argv[1], "lock")) {
        struct fscrypt_remove_key_arg remove = {.key_spec = key};
        if (ioctl(folder, FS_IOC_REMOVE_ENCRYPTION_KEY, &remove))
            return perror("FS_IOC_REMOVE_ENCRYPTION_KEY"), 1;
        if (remove.removal_status_flags & FSCRYPT_KEY_REMOVAL_STATUS_FLAG_FILES_BUSY)
            return fprintf(stderr, "files in use\n"), 1;
    }
    return 0;
}
