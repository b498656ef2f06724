/* feeds.h: calendars that say who is away, read again when they change. */
#ifndef ENGINE_FEEDS_H
#define ENGINE_FEEDS_H

#include "engine/engine.h"

/* Looks at the files, and if one is another than before: what they say now takes the
 * place of what they said, in one transaction with the clocks that move. A calendar that
 * cannot be read is logged, and what was known stays. */
bool feeds_look(Engine *engine, Instant now, GError **error);

#endif
