// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "waiting.h"

#include <errno.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "timespec.h"

int cisterna_timerfd(void) {
    const int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

/// Sets the timer to go off once at `deadline_ns`. Setting also forgets an expiry that nobody read.
static int arm(int timerfd, int64_t deadline_ns) {
    struct itimerspec time = {0};
    // All zero would switch the timer off: a deadline that has passed is one nanosecond after the clock's zero.
    if (deadline_ns != INT64_MAX) time.it_value = timespec_from_ns(deadline_ns < 1 ? 1 : deadline_ns);
    return timerfd_settime(timerfd, TFD_TIMER_ABSTIME, &time, NULL) == 0 ? 0 : errno;
}

int cisterna_poll_until(int64_t deadline_ns, int timerfd, const int *fds, int count, uint32_t *ready) {
    *ready = 0;
    if (count < 0 || count > CISTERNA_WAIT_LIMIT) return EINVAL;
    const int error = arm(timerfd, deadline_ns);
    if (error != 0) return error;

    struct pollfd polled[CISTERNA_WAIT_LIMIT + 1];
    for (int i = 0; i < count; i++) polled[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
    polled[count] = (struct pollfd){.fd = timerfd, .events = POLLIN};
    // The timer and not a timeout: it is absolute, and exempt from the slack that a timeout has outside SCHED_FIFO.
    while (ppoll(polled, (nfds_t)count + 1, NULL, NULL) < 0) {
        if (errno != EINTR) return errno;
    }
    for (int i = 0; i < count; i++) {
        if (polled[i].revents & POLLNVAL) return EBADF;
        if (polled[i].revents != 0) *ready |= UINT32_C(1) << i;
    }
    if (polled[count].revents & POLLIN) {
        uint64_t expiries;
        if (read(timerfd, &expiries, sizeof expiries) < 0 && errno != EAGAIN) return errno;
    }
    return 0;
}

int cisterna_eventfd(void) {
    const int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

int cisterna_event_signal(int fd) {
    const uint64_t one = 1;
    ssize_t written;
    do {
        written = write(fd, &one, sizeof one);
    } while (written < 0 && errno == EINTR);
    // A counter that is full is readable all the same.
    return written < 0 && errno != EAGAIN ? errno : 0;
}

int64_t cisterna_event_drain(int fd) {
    uint64_t count = 0;
    ssize_t got;
    do {
        got = read(fd, &count, sizeof count);
    } while (got < 0 && errno == EINTR);
    if (got < 0) return errno == EAGAIN ? 0 : -errno;
    return count > INT64_MAX ? INT64_MAX : (int64_t)count;
}

int cisterna_watch(void) {
    const int fd = epoll_create1(EPOLL_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

int cisterna_watch_add(int watch, int fd, uint32_t number) {
    if (number >= CISTERNA_WAIT_LIMIT) return EINVAL;
    struct epoll_event event = {.events = EPOLLIN, .data = {.u32 = number}};
    return epoll_ctl(watch, EPOLL_CTL_ADD, fd, &event) == 0 ? 0 : errno;
}

int cisterna_watch_remove(int watch, int fd) {
    return epoll_ctl(watch, EPOLL_CTL_DEL, fd, NULL) == 0 ? 0 : errno;
}

int cisterna_watch_ready(int watch, uint32_t *ready) {
    *ready = 0;
    struct epoll_event events[CISTERNA_WAIT_LIMIT];
    int count;
    do {
        count = epoll_wait(watch, events, CISTERNA_WAIT_LIMIT, 0);
    } while (count < 0 && errno == EINTR);
    if (count < 0) return errno;
    for (int i = 0; i < count; i++) *ready |= UINT32_C(1) << events[i].data.u32;
    return 0;
}
