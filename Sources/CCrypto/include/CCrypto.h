// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_CCRYPTO_H
#define CISTERNA_CCRYPTO_H

#include <stddef.h>

/// Writes the SHA-256 (FIPS 180-4) of `length` bytes at `data` to `out`; `data` may be null where `length` is 0.
/// A libcrypto that cannot hash ends the process: a digest that is not one must not be stored.
void cisterna_sha256(const void *data, size_t length, unsigned char out[32]);

/// Writes the SHA-256 of what can be read from `descriptor` from its beginning on to `out`. Returns the number of bytes,
/// or -errno.
long long cisterna_sha256_file(int descriptor, unsigned char out[32]);

#endif
