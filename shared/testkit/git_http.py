"""A Git server over HTTP with basic authentication, for tests: `git http-backend` behind Python's own server.

Reads one line of JSON from stdin: {"root", "user", "password", "certificate"}; without a user everybody is
let in; with a certificate and its key, in PEM, it speaks TLS.
Writes its port as the first line of stdout, then one line for each request: METHOD STATUS PATH.
Ends when stdin is closed.

Paths: /git/<repository> is served; /silent/... takes the request and never answers;
/moved/<port>/<rest> redirects, whom it knows, to <rest> on another port; /page is a web page.
"""

import base64
import json
import os
import ssl
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ASKED = json.loads(sys.stdin.readline())
BACKEND = os.path.join(subprocess.check_output(["git", "--exec-path"], text=True).strip(), "git-http-backend")
ENDED = threading.Event()
SAYING = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, headers, body):
        with SAYING:
            print(self.command, status, self.path, flush=True)
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        if self.headers.get("Transfer-Encoding", "") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        whole = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            whole += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return whole

    def is_known(self):
        if ASKED["user"] is None:
            return True
        pair = f"{ASKED['user']}:{ASKED['password']}".encode()
        return self.headers.get("Authorization") == "Basic " + base64.b64encode(pair).decode()

    def do_GET(self):
        body = self.body()
        path, _, query = self.path.partition("?")
        if path.startswith("/silent/"):
            ENDED.wait()
            return
        if path.startswith("/page"):
            self.answer(200, [("Content-Type", "text/html")], b"<h1>Welcome</h1>")
            return
        if not self.is_known():
            self.answer(401, [("WWW-Authenticate", 'Basic realm="test"')], b"")
            return
        if path.startswith("/moved/"):
            port, _, rest = path.removeprefix("/moved/").partition("/")
            self.answer(302, [("Location", f"http://localhost:{port}/{rest}?{query}")], b"")
            return
        environment = os.environ | {
            "GIT_PROJECT_ROOT": ASKED["root"],
            "GIT_HTTP_EXPORT_ALL": "1",
            # The repositories are the test's own, whoever runs it.
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
            "PATH_INFO": path.removeprefix("/git"),
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REMOTE_ADDR": "127.0.0.1",
        }
        said = subprocess.run([BACKEND], input=body, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        head, _, content = said.stdout.partition(b"\r\n\r\n")
        status, headers = 200, []
        for line in head.decode().split("\r\n"):
            name, _, value = line.partition(": ")
            if name.lower() == "status":
                status = int(value.split()[0])
            elif name:
                headers.append((name, value))
        self.answer(status, headers, content)

    do_POST = do_GET


class Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        """A client that hangs up is what some tests are about."""


server = Server(("127.0.0.1", 0), Handler)
server.daemon_threads = True
if ASKED["certificate"]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(ASKED["certificate"])
        file.flush()
        tls.load_cert_chain(file.name)
    # Each connection shakes hands in its own thread: a client that breaks off there stops nobody.
    server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
ENDED.set()
