import { quoteWord } from '@strata/sdk';

/** Takes the question as JSON on its input, and writes the answer as a server sends it. */
const PYTHON = `import base64, json, ssl, sys, urllib.error, urllib.request
asked = json.load(sys.stdin)
headers = [("User-Agent", "goss")]
for line in asked["headers"]:
    name, _, text = line.partition(":")
    headers.append((name.strip(), text.strip()))
if asked["username"] or asked["password"]:
    login = (asked["username"] + ":" + asked["password"]).encode()
    headers.append(("Authorization", "Basic " + base64.b64encode(login).decode()))
trust = ssl.create_default_context(cafile=asked["caFile"] or None)
if asked["insecure"]:
    trust.check_hostname = False
    trust.verify_mode = ssl.CERT_NONE
if asked["certFile"]:
    trust.load_cert_chain(asked["certFile"], asked["keyFile"] or None)
class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None
handlers = [urllib.request.HTTPSHandler(context=trust)]
if not asked["follow"]:
    handlers.append(Stay)
if asked["proxy"]:
    handlers.append(urllib.request.ProxyHandler({"http": asked["proxy"], "https": asked["proxy"]}))
body = asked["body"].encode() or None
request = urllib.request.Request(asked["url"], body, dict(headers), method=asked["method"])
try:
    answer = urllib.request.build_opener(*handlers).open(request, timeout=asked["milliseconds"] / 1000)
except urllib.error.HTTPError as refusal:
    answer = refusal
except Exception as problem:
    sys.exit(str(problem))
head = "HTTP/1.1 %d %s\\r\\n" % (answer.status, answer.reason)
head += "".join("%s: %s\\r\\n" % pair for pair in answer.headers.items())
with open(sys.argv[1], "w") as file:
    file.write(head)
with open(sys.argv[2], "wb") as file:
    file.write(answer.read())`;

/** One line of HTTP/1.0, so that the server ends the line when it is done. */
const BASH = `exec 3<>"/dev/tcp/$0/$1" || exit
printf 'GET %s HTTP/1.0\\r\\nHost: %s\\r\\nUser-Agent: goss\\r\\nConnection: close\\r\\n\\r\\n' "$2" "$3" >&3
cat <&3`;

/**
 * ask_http SECONDS PLAIN CURL-OPTIONS JSON URL HOST PORT PATH AUTHORITY: by the first of the guest's programs that can. Options
 * go by input: `printf` is part of the shell, so no list of processes shows them. Programs that keep the time themselves get some
 * more, since python3 takes a second or two to begin.
 */
export const HTTP_HELPERS = `
tell_http() {
  field head
  show "$work/head"
  field body
  show "$work/body"
}
ask_http() {
  : >"$work/head"
  : >"$work/body"
  field problem
  if has curl; then
    printf %s "$3" | curl -q -sS -K - -D "$work/head" -o "$work/body" 2>&1 && tell_http
  elif has python3; then
    printf %s "$4" | limit "$(($1 + 10))" python3 -c ${quoteWord(PYTHON)} "$work/head" "$work/body" 2>&1 && tell_http
  elif [ "$2" = plain ] && has wget; then
    limit "$(($1 + 10))" wget -S -T "$1" -O "$work/body" "$5" >/dev/null 2>"$work/log"
    sed -n 's/^  *\\(HTTP\\/[0-9.]* \\|[A-Za-z][A-Za-z0-9-]*: \\)/\\1/p' "$work/log" >"$work/head"
    if grep -q ^HTTP/ "$work/head"; then tell_http
    elif status=$(sed -n 's/^wget: server returned error: //p' "$work/log") && [ -n "$status" ]; then
      echo "$status" >"$work/head"
      tell_http
    else cat "$work/log"
    fi
  elif [ "$2" = plain ] && [ -n "$6" ] && has bash; then
    limit "$1" bash -c ${quoteWord(BASH)} "$6" "$7" "$8" "$9" 2>&1 >"$work/body" && field answer && show "$work/body"
  else
    field missing
    [ "$2" = plain ] && echo 'curl, python3, wget or bash' || echo 'curl or python3'
  fi
}`;
