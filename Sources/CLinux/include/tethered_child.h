// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_TETHERED_CHILD_H
#define CISTERNA_TETHERED_CHILD_H

#include <sys/types.h>

/// Starts a program, found on the PATH, with `stream` as its standard input and output. 0, or the errno of what failed.
///
/// It stays in the process group, so that it can ask on the terminal. When the calling thread ends, be it with its whole
/// process and by SIGKILL, the kernel sends it SIGTERM: call this on a thread that lives as long as the child may.
int cisterna_tethered_child_start(const char *const *arguments, int stream, pid_t *child);

/// Waits until the child has ended, and leaves it to be reaped. 0 or an errno.
int cisterna_tethered_child_wait(pid_t child);

/// Reaps a child that has ended: its exit code, 128 and the number of the signal that ended it, or -errno.
int cisterna_tethered_child_reap(pid_t child);

#endif
