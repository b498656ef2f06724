/* fuzz_templates.c: templates, and what they make of a model.
 * Seeds: templates
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "base/fault.h"
#include "base/json.h"
#include "mail/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = fuzz_clean(bytes, length);
	g_autoptr(GError) error = NULL;
	g_autoptr(Template) template = template_parse("x", text, TEMPLATE_HTML, &error);
	if (template == NULL) {
		g_assert_error(error, FAULT, FAULT_SETUP);
		return 0;
	}
	g_autoptr(json_t) model =
		json_pack("{s:[i,i],s:{s:s},s:b}", "a", 1, 2, "b", "c", "<d>", "e", 1);
	g_autofree char *rendered = template_render(template, model, NULL);
	g_assert_nonnull(rendered);
	return 0;
}
