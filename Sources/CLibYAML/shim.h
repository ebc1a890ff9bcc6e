#ifndef SHELFLIFE_CLIBYAML_H
#define SHELFLIFE_CLIBYAML_H
#include <yaml.h>
#endif
