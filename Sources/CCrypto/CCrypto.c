// SPDX-License-Identifier: Apache-2.0
#include "CCrypto.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void cisterna_sha256(const void *data, size_t length, unsigned char out[32]) {
    unsigned int written = 0;
    if (EVP_Digest(length > 0 ? data : "", length, out, &written, EVP_sha256(), NULL) != 1 || written != 32) {
        fputs("cisterna: libcrypto offers no SHA-256\n", stderr);
        abort();
    }
}

long long cisterna_sha256_file(int descriptor, unsigned char out[32]) {
    unsigned char buffer[65536];
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    long long total = 0;
    ssize_t count = 0;
    if (context == NULL || EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1) abort();
    while ((count = pread(descriptor, buffer, sizeof buffer, total)) != 0) {
        if (count < 0) {
            if (errno == EINTR) continue;
            total = -errno;
            break;
        }
        if (EVP_DigestUpdate(context, buffer, (size_t)count) != 1) abort();
        total += count;
    }
    if (total >= 0 && EVP_DigestFinal_ex(context, out, NULL) != 1) abort();
    EVP_MD_CTX_free(context);
    return total;
}
