// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "tethered_child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/// The child's side of a fork: only what is safe beside other threads. Returns the errno of what failed.
static int become(const char *const *arguments, int stream, pid_t parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0) return errno;
    // The parent may have ended before the tether was tied.
    if (getppid() != parent) return ESRCH;
    // What the parent's threads block or the parent catches by ignoring it is no business of the program's.
    signal(SIGTERM, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    if (sigprocmask(SIG_SETMASK, &none, NULL) != 0) return errno;
    if (dup2(stream, STDIN_FILENO) < 0 || dup2(stream, STDOUT_FILENO) < 0) return errno;
    // Where the stream had that number already nothing was copied.
    if (fcntl(STDIN_FILENO, F_SETFD, 0) < 0 || fcntl(STDOUT_FILENO, F_SETFD, 0) < 0) return errno;
    execvp(arguments[0], (char *const *)arguments);
    return errno;
}

int cisterna_tethered_child_start(const char *const *arguments, int stream, pid_t *child) {
    // Closes by itself once the program runs; else it carries the errno.
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) return errno;
    const pid_t parent = getpid();
    const pid_t made = fork();
    if (made < 0) {
        const int error = errno;
        close(report[0]);
        close(report[1]);
        return error;
    }
    if (made == 0) {
        const int error = become(arguments, stream, parent);
        const ssize_t told = write(report[1], &error, sizeof error);
        _exit(told == (ssize_t)sizeof error ? 127 : 126);
    }
    close(report[1]);
    int error = 0;
    ssize_t got;
    do {
        got = read(report[0], &error, sizeof error);
    } while (got < 0 && errno == EINTR);
    close(report[0]);
    if (got == 0) {
        *child = made;
        return 0;
    }
    cisterna_tethered_child_reap(made);
    return got == (ssize_t)sizeof error ? error : EIO;
}

int cisterna_tethered_child_wait(pid_t child) {
    siginfo_t information;
    while (waitid(P_PID, (id_t)child, &information, WEXITED | WNOWAIT) != 0) {
        if (errno != EINTR) return errno;
    }
    return 0;
}

int cisterna_tethered_child_reap(pid_t child) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return -errno;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
