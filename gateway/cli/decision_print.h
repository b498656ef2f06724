/* decision_print.h: what only decisions have, for `show` and `why`. */
#ifndef CLI_DECISION_PRINT_H
#define CLI_DECISION_PRINT_H

#include "engine/engine.h"

/* What the close leaves each decider (TIME K, L1). Nothing for other kinds. */
void decision_print_fairness(const Engine *engine, const Item *item);

/* What it rests on, what was expected of it, how it was looked at again. */
void decision_print_lines(const Item *item);

#endif
