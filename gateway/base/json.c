/* json.c: small helpers over jansson.
 *
 * SPDX-License-Identifier: MIT */
#include "base/json.h"

#include "base/text.h"

json_t *json_text(const char *text)
{
	if (text == NULL)
		return json_null();
	json_t *value = json_string(text);
	if (value != NULL)
		return value;
	g_autofree char *clean = text_clean(text, -1);
	return json_string(clean);
}

json_t *json_instant(Instant instant)
{
	g_autofree char *text = text_rfc3339(instant);
	return json_text(text);
}

const char *json_get_text(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

int64_t json_get_number(const json_t *object, const char *key, int64_t otherwise)
{
	const json_t *value = json_object_get(object, key);
	return json_is_integer(value) ? json_integer_value(value) : otherwise;
}
