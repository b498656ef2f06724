/* proof_export.h: an item with all that another program needs to check it (TIME L16). */
#ifndef CLI_PROOF_EXPORT_H
#define CLI_PROOF_EXPORT_H

#include "engine/engine.h"

/* Printed as one JSON object; docs/design.md says what stands in it. Refused while
 * positions are sealed. Returns an exit status. */
int proof_print(const Engine *engine, const Item *item);

#endif
