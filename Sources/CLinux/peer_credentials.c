// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE

#include "peer_credentials.h"

#include <errno.h>
#include <sys/socket.h>

#ifndef SO_PEERGROUPS
#define SO_PEERGROUPS 59
#endif

int cisterna_peer_credentials_read(int descriptor, struct cisterna_peer_credentials *credentials) {
    struct ucred peer = {0};
    socklen_t length = sizeof peer;
    if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0) {
        return errno;
    }
    credentials->process_id = peer.pid;
    credentials->user_id = peer.uid;
    credentials->primary_group_id = peer.gid;
    return 0;
}

int cisterna_peer_credentials_groups(int descriptor, gid_t *groups, size_t capacity, size_t *count) {
    socklen_t length = (socklen_t)(capacity * sizeof(gid_t));
    int failure = getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, groups, &length) == 0 ? 0 : errno;
    *count = failure == 0 || failure == ERANGE ? length / sizeof(gid_t) : 0;
    return failure;
}
