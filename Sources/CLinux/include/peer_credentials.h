// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_PEER_CREDENTIALS_H
#define CISTERNA_PEER_CREDENTIALS_H

#include <stddef.h>
#include <sys/types.h>

/// Who stands at the other end of a connected Unix stream socket (SO_PEERCRED), as of its connect.
struct cisterna_peer_credentials {
    pid_t process_id;
    uid_t user_id;
    gid_t primary_group_id;
};

/// Fills `credentials`. Returns 0, or the errno of the failed getsockopt(SO_PEERCRED).
int cisterna_peer_credentials_read(int descriptor, struct cisterna_peer_credentials *credentials);

/// Copies the peer's supplementary groups (SO_PEERGROUPS) to `groups`, which holds `capacity` of them.
/// Sets `count` to the number of groups that the peer has. Returns 0, ERANGE when they do not fit (then `count` says
/// how many there are), or the errno of the failed getsockopt(SO_PEERGROUPS).
int cisterna_peer_credentials_groups(int descriptor, gid_t *groups, size_t capacity, size_t *count);

#endif
