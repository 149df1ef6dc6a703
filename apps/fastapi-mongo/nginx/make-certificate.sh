#!/bin/sh
# Makes a self-signed certificate for localhost, unless there is one that is good for another month.
# For a certificate of your own put tls.crt and tls.key into the volume instead.
#
#   make-certificate.sh FOLDER [OWNER]
set -eu
folder=$1
if openssl x509 -in "$folder/tls.crt" -noout -checkend 2592000 > /dev/null 2>&1; then
  echo 'the certificate is still good'
  exit 0
fi

umask 077
new=$(mktemp -d "$folder/new.XXXXXX")
# The settings come as a file: openssl's own is not needed, and its -addext is not known everywhere.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 397 \
  -keyout "$new/tls.key" -out "$new/tls.crt" -config /dev/stdin <<'CONF'
[req]
prompt = no
distinguished_name = name
x509_extensions = extensions
[name]
CN = localhost
[extensions]
subjectAltName = DNS:localhost, DNS:*.localhost, IP:127.0.0.1, IP:::1
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
CONF
chmod 444 "$new/tls.crt"
chmod 400 "$new/tls.key"
[ $# -lt 2 ] || chown "$2" "$new/tls.crt" "$new/tls.key"
mv -f "$new/tls.key" "$new/tls.crt" "$folder/"
rmdir "$new"
openssl x509 -in "$folder/tls.crt" -noout -subject -enddate
