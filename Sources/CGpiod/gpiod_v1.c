// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <gpiod.h>

#ifdef GPIOD_LINE_BULK_MAX_LINES

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "shared.h"

struct cisterna_gpio_outputs {
    struct gpiod_chip *chip;
    struct gpiod_line_bulk bulk;
    // This version has one polarity for a whole request and sets all its lines in each write: the polarity of each line
    // and the level that it was last given are kept here.
    int is_active_low[CISTERNA_GPIO_OUTPUTS];
    int levels[CISTERNA_GPIO_OUTPUTS];
};

struct cisterna_gpio_input {
    struct gpiod_chip *chip;
    struct gpiod_line *line;
    int fd;
};

int cisterna_gpio_version(void) { return 1; }

bool cisterna_gpio_debounces(void) { return false; }

/// What errno says; 0 would read as success.
static int failure(const char **call, const char *name) {
    GPIO_NOTE(call, name);
    return errno != 0 ? -errno : -EIO;
}

void gpio_describe_chip(struct cisterna_gpio_chip *chip) {
    struct gpiod_chip *handle = gpiod_chip_open(chip->path);
    if (handle == NULL) {
        chip->error = errno != 0 ? errno : EIO;
        return;
    }
    gpio_copy_text(chip->label, gpiod_chip_label(handle));
    chip->line_count = gpiod_chip_num_lines(handle);
    gpiod_chip_close(handle);
}

int cisterna_gpio_lines(const char *path, struct cisterna_gpio_line *lines, int capacity, const char **call) {
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (chip == NULL) return failure(call, "gpiod_chip_open");
    const unsigned int count = gpiod_chip_num_lines(chip);
    for (unsigned int i = 0; i < count && (int)i < capacity; i++) {
        struct gpiod_line *line = gpiod_chip_get_line(chip, i);
        if (line == NULL) {
            const int error = failure(call, "gpiod_chip_get_line");
            gpiod_chip_close(chip);
            return error;
        }
        lines[i].offset = i;
        gpio_copy_text(lines[i].name, gpiod_line_name(line));
        gpio_copy_text(lines[i].consumer, gpiod_line_consumer(line));
        lines[i].is_used = gpiod_line_is_used(line);
        lines[i].is_output = gpiod_line_direction(line) == GPIOD_LINE_DIRECTION_OUTPUT;
    }
    gpiod_chip_close(chip);
    return (int)count;
}

/// Opens a chip and takes one of its lines. 0 or -errno; the chip is then closed.
static int open_line(
    const char *path, uint32_t offset, struct gpiod_chip **chip, struct gpiod_line **line, const char **call) {
    *chip = gpiod_chip_open(path);
    if (*chip == NULL) return failure(call, "gpiod_chip_open");
    *line = gpiod_chip_get_line(*chip, offset);
    if (*line != NULL) return 0;
    const int error = failure(call, "gpiod_chip_get_line");
    gpiod_chip_close(*chip);
    return error;
}

int cisterna_gpio_read(
    const char *path, uint32_t offset, bool is_active_low, bool as_input, const char *consumer, const char **call) {
    struct gpiod_chip *chip;
    struct gpiod_line *line;
    const int error = open_line(path, offset, &chip, &line, call);
    if (error != 0) return error;
    const struct gpiod_line_request_config config = {
        .consumer = consumer,
        .request_type = as_input ? GPIOD_LINE_REQUEST_DIRECTION_INPUT : GPIOD_LINE_REQUEST_DIRECTION_AS_IS,
        .flags = is_active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0,
    };
    int value;
    if (gpiod_line_request(line, &config, 0) < 0) {
        value = failure(call, "gpiod_line_request");
    } else {
        if (as_input) usleep(GPIO_SETTLING_US);
        value = gpiod_line_get_value(line);
        if (value < 0) value = failure(call, "gpiod_line_get_value");
    }
    // Closing the chip gives its lines back.
    gpiod_chip_close(chip);
    return value;
}

/// Puts the lines into the bulk of `outputs` and requests them. 0 or -errno.
static int request_bulk(
    cisterna_gpio_outputs *outputs, const struct cisterna_gpio_output *lines, int count, const char *consumer,
    const char **call) {
    gpiod_line_bulk_init(&outputs->bulk);
    for (int i = 0; i < count; i++) {
        struct gpiod_line *line = gpiod_chip_get_line(outputs->chip, lines[i].offset);
        if (line == NULL) return failure(call, "gpiod_chip_get_line");
        gpiod_line_bulk_add(&outputs->bulk, line);
        outputs->is_active_low[i] = lines[i].is_active_low;
        outputs->levels[i] = lines[i].value != lines[i].is_active_low;
    }
    const struct gpiod_line_request_config config = {
        .consumer = consumer,
        .request_type = GPIOD_LINE_REQUEST_DIRECTION_OUTPUT,
    };
    if (gpiod_line_request_bulk(&outputs->bulk, &config, outputs->levels) == 0) return 0;
    return failure(call, "gpiod_line_request_bulk");
}

int cisterna_gpio_request_outputs(
    const char *path, const struct cisterna_gpio_output *lines, int count, const char *consumer,
    cisterna_gpio_outputs **request, const char **call) {
    GPIO_NOTE(call, "cisterna_gpio_request_outputs");
    if (count < 1 || count > CISTERNA_GPIO_OUTPUTS) return -EINVAL;
    cisterna_gpio_outputs *outputs = calloc(1, sizeof *outputs);
    if (outputs == NULL) return -ENOMEM;
    outputs->chip = gpiod_chip_open(path);
    int error = outputs->chip == NULL ? failure(call, "gpiod_chip_open") : 0;
    if (error == 0) error = request_bulk(outputs, lines, count, consumer, call);
    if (error != 0) {
        cisterna_gpio_release_outputs(outputs);
        return error;
    }
    *request = outputs;
    return 0;
}

int cisterna_gpio_set(cisterna_gpio_outputs *request, int index, bool value) {
    if (index < 0 || index >= (int)request->bulk.num_lines) return -EINVAL;
    request->levels[index] = value != request->is_active_low[index];
    return gpiod_line_set_value_bulk(&request->bulk, request->levels) == 0 ? 0 : -errno;
}

void cisterna_gpio_release_outputs(cisterna_gpio_outputs *request) {
    if (request == NULL) return;
    if (request->chip != NULL) gpiod_chip_close(request->chip);
    free(request);
}

static int bias_flag(enum cisterna_gpio_bias bias) {
    switch (bias) {
    case CISTERNA_GPIO_BIAS_DISABLED: return GPIOD_LINE_REQUEST_FLAG_BIAS_DISABLE;
    case CISTERNA_GPIO_BIAS_PULL_UP: return GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_UP;
    case CISTERNA_GPIO_BIAS_PULL_DOWN: return GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_DOWN;
    case CISTERNA_GPIO_BIAS_AS_IS: break;
    }
    return 0;
}

int cisterna_gpio_request_input(
    const char *path, uint32_t offset, bool is_active_low, enum cisterna_gpio_bias bias, uint32_t debounce_us,
    const char *consumer, cisterna_gpio_input **request, const char **call) {
    (void)debounce_us;
    GPIO_NOTE(call, "cisterna_gpio_request_input");
    cisterna_gpio_input *input = calloc(1, sizeof *input);
    if (input == NULL) return -ENOMEM;
    int error = open_line(path, offset, &input->chip, &input->line, call);
    if (error != 0) {
        free(input);
        return error;
    }
    const struct gpiod_line_request_config config = {
        .consumer = consumer,
        .request_type = GPIOD_LINE_REQUEST_EVENT_BOTH_EDGES,
        .flags = bias_flag(bias) | (is_active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0),
    };
    if (gpiod_line_request(input->line, &config, 0) < 0) {
        error = failure(call, "gpiod_line_request");
    } else if ((input->fd = gpiod_line_event_get_fd(input->line)) < 0) {
        error = failure(call, "gpiod_line_event_get_fd");
    } else {
        error = gpio_never_wait(input->fd, call);
    }
    if (error != 0) {
        cisterna_gpio_release_input(input);
        return error;
    }
    *request = input;
    return 0;
}

int cisterna_gpio_input_descriptor(const cisterna_gpio_input *request) { return request->fd; }

int cisterna_gpio_input_level(cisterna_gpio_input *request) {
    const int value = gpiod_line_get_value(request->line);
    return value < 0 ? -errno : value;
}

int cisterna_gpio_input_edges(cisterna_gpio_input *request, struct cisterna_gpio_edge *edges) {
    struct gpiod_line_event events[CISTERNA_GPIO_EDGES];
    const int count = gpiod_line_event_read_fd_multiple(request->fd, events, CISTERNA_GPIO_EDGES);
    if (count < 0) return errno == EAGAIN ? 0 : -errno;
    for (int i = 0; i < count; i++) {
        edges[i].ns = (int64_t)events[i].ts.tv_sec * 1000000000 + events[i].ts.tv_nsec;
        edges[i].is_rise = events[i].event_type == GPIOD_LINE_EVENT_RISING_EDGE;
    }
    return count;
}

void cisterna_gpio_release_input(cisterna_gpio_input *request) {
    if (request == NULL) return;
    gpiod_chip_close(request->chip);
    free(request);
}

#endif
