#!/bin/sh
# Makes a self-signed certificate for localhost, in tls/, which git ignores; one that is there stays. For anything but a
# try-out put a real one there instead: tls/tls.crt with the whole chain, and tls/tls.key.
set -eu
cd "$(dirname "$0")/.."

if [ -e tls/tls.crt ] || [ -e tls/tls.key ]; then
  echo 'tls/ has a certificate already: delete both files for a new one'
  exit 0
fi

# The folder is closed to others, so the key in it can be readable: by nginx's user, which gets the file alone.
mkdir -p tls
chmod 0700 tls
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 \
  -subj /CN=localhost -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' \
  -keyout tls/tls.key -out tls/tls.crt 2> /dev/null
chmod 0644 tls/tls.key tls/tls.crt
echo 'tls/tls.crt and tls/tls.key are there, for 365 days'
