/* status.h: status updates and notes: recorded, digested, nobody is asked. */
#ifndef WORKFLOW_STATUS_H
#define WORKFLOW_STATUS_H

#include "workflow/desk.h"

void status_open(Turn *turn);
void note_open(Turn *turn);

#endif
