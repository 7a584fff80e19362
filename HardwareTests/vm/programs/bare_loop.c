// SPDX-License-Identifier: Apache-2.0
//
// bare_loop CHIP-PATH OFFSET COUNT: the shortest loop that libgpiod allows, up and down, and the pulses a second that it makes.
// What the pump's own way of making pulses is measured beside.

#define _GNU_SOURCE
#include <gpiod.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static long long now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc != 4) return 64;
    const unsigned int offset = (unsigned int)atoi(argv[2]);
    const long count = atol(argv[3]);
    const struct sched_param priority = {.sched_priority = 60};
    sched_setscheduler(0, SCHED_FIFO, &priority);
    struct gpiod_chip *chip = gpiod_chip_open(argv[1]);
    if (!chip) return 66;
    int failed = 0;
#ifdef GPIOD_LINE_BULK_MAX_LINES
    struct gpiod_line *line = gpiod_chip_get_line(chip, offset);
    if (!line || gpiod_line_request_output(line, "bare-loop", 0) != 0) return 69;
    const long long start = now_ns();
    for (long index = 0; index < count; index++) {
        failed |= gpiod_line_set_value(line, 1);
        failed |= gpiod_line_set_value(line, 0);
    }
#else
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    struct gpiod_line_config *lines = gpiod_line_config_new();
    gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_OUTPUT);
    gpiod_line_config_add_line_settings(lines, &offset, 1, settings);
    struct gpiod_line_request *request = gpiod_chip_request_lines(chip, NULL, lines);
    if (!request) return 69;
    const long long start = now_ns();
    for (long index = 0; index < count; index++) {
        failed |= gpiod_line_request_set_value(request, offset, GPIOD_LINE_VALUE_ACTIVE);
        failed |= gpiod_line_request_set_value(request, offset, GPIOD_LINE_VALUE_INACTIVE);
    }
#endif
    const long long elapsed = now_ns() - start;
    if (failed) return 70;
    printf("{\"pulsesPerSecond\":%.0f}\n", (double)count * 1e9 / (double)elapsed);
    return 0;
}
