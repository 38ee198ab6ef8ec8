"""Servers of Python's http.server that answer by hand, each with one mistake.

The argument is JSON: which port has which mistake.
"""

import fnmatch
import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

EXACT = ["https://app.example.com", "https://admin.example.com"]
PREVIEW = re.compile(r"https://([a-z0-9_-]+\.)+preview\.example\.com")
LOCAL = re.compile(r"http://localhost(:[1-9][0-9]{0,4})?")


def is_allowed(mistake, origin):
    if mistake == "every origin":
        return origin != ""
    if mistake == "null":
        return is_right(origin) or origin == "null"
    if mistake == "suffix":
        return is_right(origin) or origin.endswith("app.example.com")
    if mistake == "re.match":
        return is_right(origin) or bool(re.match(r"https://admin\.example\.com", origin))
    if mistake == "fnmatch":
        return is_right(origin) or fnmatch.fnmatch(origin, "https://*preview.example.com")
    if mistake == "split on the colon":
        return is_right(origin) or ":".join(origin.split(":")[:2]) in EXACT
    if mistake == "no ports":
        return is_right(origin) and not LOCAL.fullmatch(origin) or origin == "http://localhost"
    return is_right(origin)


def is_right(origin):
    return origin in EXACT or bool(PREVIEW.fullmatch(origin) or LOCAL.fullmatch(origin))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    mistake = ""

    def policy(self, is_preflight):
        origin = self.headers.get("Origin", "")
        mistake = self.mistake
        if mistake == "wildcard":
            self.send_header("Access-Control-Allow-Origin", "*")
        elif mistake == "a list of origins":
            self.send_header("Access-Control-Allow-Origin", ", ".join(EXACT))
        elif is_allowed(mistake, origin):
            self.send_header("Access-Control-Allow-Origin", origin)
            if mistake == "two lines":
                self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Access-Control-Allow-Credentials", "1" if mistake == "credentials 1" else "true")
        if is_allowed(mistake, origin) or mistake == "wildcard":
            if is_preflight:
                methods = "GET, PUT" if mistake == "no DELETE" and "app" in origin else "GET, PUT, DELETE"
                self.send_header("Access-Control-Allow-Methods", methods)
                self.send_header("Access-Control-Allow-Headers", "Content-Type, Authorization, X-Request-Id")
                self.send_header("Access-Control-Max-Age", "60" if mistake == "a minute" else "600")
            else:
                self.send_header("Access-Control-Expose-Headers", "X-Total-Count")
        if mistake == "Vary on success only":
            if self.path == "/users":
                self.send_header("Vary", "Origin")
        elif mistake != "no Vary":
            self.send_header("Vary", "Origin")

    def answer(self, status, body=b"{}"):
        self.send_response(status)
        self.policy(False)
        self.send_header("X-Total-Count", "2")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_any(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/users":
            if self.mistake == "an exception in DELETE" and self.command == "DELETE":
                return self.send_error(500)
            return self.answer(200)
        if self.mistake == "send_error":
            # It ends the headers itself, without those of the policy.
            return self.send_error(404)
        return self.answer(404)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_patch = handle_any

    def do_OPTIONS(self):
        if "Access-Control-Request-Method" not in self.headers:
            return self.handle_any()
        if self.mistake == "no do_OPTIONS":
            return self.send_error(501)
        if self.mistake == "closes":
            self.close_connection = True
            return None
        status = 404 if self.mistake == "404 for a preflight" else 200
        self.send_response(status)
        self.policy(True)
        body = b"OK"
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


for port, mistake in json.loads(sys.argv[1]).items():
    handler = type("MistakenHandler", (Handler,), {"mistake": mistake})
    server = ThreadingHTTPServer(("127.0.0.1", int(port)), handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever).start()
