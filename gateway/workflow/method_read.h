/* method_read.h: a method section of the rules into a Method. Pure. */
#ifndef WORKFLOW_METHOD_READ_H
#define WORKFLOW_METHOD_READ_H

#include "base/settings.h"
#include "workflow/method.h"

/* Mistakes, also of settings that each make sense and together do not, to `problems`.
 * Owned. */
Method *method_read(const SettingsSection *section, GPtrArray *problems);

#endif
