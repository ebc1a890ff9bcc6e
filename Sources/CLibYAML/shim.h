#ifndef SHELFLIFE_CLIBYAML_H
#define SHELFLIFE_CLIBYAML_H
#include <stddef.h>
#include <yaml.h>

// The C library declares memmem only where GNU's extensions are asked for, which a module's header cannot rely on.
void *memmem(const void *text, size_t text_length, const void *part, size_t part_length);
#endif
