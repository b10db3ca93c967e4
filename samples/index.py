"""Serves the wheels and sdists of one folder as a package index (PEP 503) on this machine alone, and prints its address.

    python3 index.py FOLDER
"""

import html
import http.server
import os
import re
import sys

folder = os.path.abspath(sys.argv[1])


def name_of(file):
    """The project's name, normalised as PEP 503 says: a wheel has no '-' in it, an sdist has its version behind the last one."""
    name = file.split("-")[0] if file.endswith(".whl") else file.rsplit("-", 1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


files = {}
for file in sorted(os.listdir(folder)):
    if file.endswith((".whl", ".tar.gz")):
        files.setdefault(name_of(file), []).append(file)


class Index(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        parts = self.path.strip("/").split("/")
        if parts[0] == "simple" and len(parts) == 2 and parts[1] in files:
            links = "".join(f'<a href="/files/{html.escape(file)}">{html.escape(file)}</a>\n' for file in files[parts[1]])
            body = f"<!DOCTYPE html><html><body>\n{links}</body></html>\n".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        elif parts[0] == "files":
            super().do_GET()
        else:
            self.send_error(404)

    def translate_path(self, path):
        return os.path.join(folder, os.path.basename(path))

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        # Who has what it wanted may hang up.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


server = Server(("127.0.0.1", 0), Index)
print(f"http://127.0.0.1:{server.server_port}/simple", flush=True)
server.serve_forever()
