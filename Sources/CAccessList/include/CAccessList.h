// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_CACCESSLIST_H
#define CISTERNA_CACCESSLIST_H

#include <stddef.h>
#include <sys/types.h>

/// Lets these users and groups read and write a file, as a socket's connect wants it, beside those that its mode lets in.
/// Others that its access list names are taken off it; owner, group and the rest of the world keep what they have.
/// 0 or an errno; EOPNOTSUPP where the file system keeps no access lists.
int cisterna_access_list_replace(
    const char *path, const uid_t *users, size_t user_count, const gid_t *groups, size_t group_count);

#endif
