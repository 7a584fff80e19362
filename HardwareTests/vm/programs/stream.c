// SPDX-License-Identifier: Apache-2.0
//
// stream TRACE-PIPE PORT: carries a kernel trace out of the guest as it happens, as a real-time thread, and says how far
// behind it ever was: what is lost when the machine goes is what this thread had not carried out yet.
//
// The trace's clock has to be mono. After each piece a line "# lag NANOSECONDS" says the age of the piece's oldest event; and
// "# alive NANOSECONDS", at least every 20 ms, that everything from before that time is out.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static long long now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

// The stamp of the first event in the piece, in ns; -1 where there is none.
static long long first_stamp(const char *piece) {
    const char *marker = strstr(piece, ": gpio_value: ");
    if (!marker) return -1;
    const char *stamp = marker;
    while (stamp > piece && stamp[-1] != ' ') stamp--;
    long long seconds, micros;
    if (sscanf(stamp, "%lld.%lld", &seconds, &micros) != 2) return -1;
    return seconds * 1000000000LL + micros * 1000LL;
}

static void write_all(int port, const char *bytes, size_t count) {
    while (count > 0) {
        const ssize_t done = write(port, bytes, count);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) exit(1);
        bytes += done;
        count -= (size_t)done;
    }
}

int main(int argc, char **argv) {
    if (argc != 3) return 64;
    // Below the pump's own threads, above everything else.
    const struct sched_param priority = {.sched_priority = 50};
    if (sched_setscheduler(0, SCHED_FIFO, &priority) != 0 || mlockall(MCL_CURRENT | MCL_FUTURE) != 0) {
        perror("stream");
        return 77;
    }
    const int trace = open(argv[1], O_RDONLY);
    const int port = open(argv[2], O_WRONLY);
    if (trace < 0 || port < 0) {
        perror("stream");
        return 66;
    }
    static char piece[65536];
    for (;;) {
        struct pollfd ready = {.fd = trace, .events = POLLIN};
        const long long before = now_ns();
        if (poll(&ready, 1, 20) == 0) {
            char alive[48];
            write_all(port, alive, (size_t)snprintf(alive, sizeof alive, "# alive %lld\n", before));
            continue;
        }
        const ssize_t count = read(trace, piece, sizeof piece - 1);
        if (count <= 0) {
            if (count < 0 && errno == EINTR) continue;
            return 0;
        }
        piece[count] = 0;
        const long long stamp = first_stamp(piece);
        write_all(port, piece, (size_t)count);
        if (stamp >= 0) {
            char lag[48];
            const int length = snprintf(lag, sizeof lag, "# lag %lld\n", now_ns() - stamp);
            write_all(port, lag, (size_t)length);
        }
    }
}
