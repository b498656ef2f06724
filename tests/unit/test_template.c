/* test_template.c: the public specification of Mustache, and what it leaves to us.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/template.h"

#include <string.h>

#include <glib/gstdio.h>

#define CORPUS "../shared/corpus/mustache"

/* Partials find each other in folders: the case's own are written to one. */
static Templates *partials_of(const json_t *partials, const char *folder)
{
	const char *name = NULL;
	const json_t *text = NULL;
	json_t *shared = (json_t *)(guintptr)partials;
	json_object_foreach(shared, name, text)
	{
		g_autofree char *path = g_strdup_printf("%s/%s.html", folder, name);
		g_assert_true(
			g_file_set_contents(path, json_string_value(text), -1, NULL));
	}
	const char *folders[] = {folder, NULL};
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	return templates_load(folders, problems);
}

static void remove_folder(const char *folder)
{
	g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
	const char *name = NULL;
	while ((name = g_dir_read_name(directory)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_unlink(path);
	}
	g_rmdir(folder);
}

static void run_case(const char *file, const json_t *one)
{
	g_autofree char *folder = g_dir_make_tmp("mustache-XXXXXX", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(Templates) partials =
		partials_of(json_object_get(one, "partials"), folder);
	g_test_message("%s: %s", file, json_get_text(one, "name"));
	g_autoptr(Template) template = template_parse(
		file, json_get_text(one, "template"), TEMPLATE_HTML, &error);
	g_assert_no_error(error);
	g_autofree char *text =
		template_render(template, json_object_get(one, "data"), partials);
	g_assert_cmpstr(text, ==, json_get_text(one, "expected"));
	remove_folder(folder);
}

static void test_specification(void)
{
	static const char *const files[] = {"comments", "delimiters", "interpolation",
					    "inverted", "partials",   "sections"};
	size_t cases = 0;
	if (!g_file_test(CORPUS, G_FILE_TEST_IS_DIR)) {
		g_test_skip("the specification is not here");
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = g_strdup_printf(CORPUS "/%s.json", files[i]);
		g_autoptr(json_t) specification = json_load_file(path, 0, NULL);
		g_assert_nonnull(specification);
		const json_t *tests = json_object_get(specification, "tests");
		for (size_t t = 0; t < json_array_size(tests); t++, cases++)
			run_case(files[i], json_array_get(tests, t));
	}
	g_test_message("%zu cases of the specification", cases);
	g_assert_cmpuint(cases, >=, 100);
}

static char *render(const char *text, TemplateForm form, const char *model)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(json_t) value = json_loads(model, 0, NULL);
	g_autoptr(Template) template = template_parse("t", text, form, &error);
	g_assert_no_error(error);
	return template_render(template, value, NULL);
}

static void test_forms(void)
{
	static const char model[] =
		"{\"x\": \"<a & \\\"b\\\">\", \"n\": 3, \"l\": [1, 2]}";
	static const struct {
		const char *text;
		TemplateForm form;
		const char *expected;
	} rows[] = {
		{"{{x}}", TEMPLATE_TEXT, "<a & \"b\">"},
		{"{{x}}", TEMPLATE_HTML, "&lt;a &amp; &quot;b&quot;&gt;"},
		{"{{{x}}}", TEMPLATE_HTML, "<a & \"b\">"},
		{"{{n}} of {{#l}}{{.}},{{/l}}", TEMPLATE_TEXT, "3 of 1,2,"},
		{"{{#none}}no{{/none}}{{^none}}yes{{/none}}", TEMPLATE_TEXT, "yes"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = render(rows[i].text, rows[i].form, model);
		g_assert_cmpstr(text, ==, rows[i].expected);
	}
}

static void test_mistakes(void)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{"one\n{{#options}}\n", "t:2: section `options` is never closed"},
		{"{{/x}}", "t:1: nothing is open that `x` could close"},
		{"a\nb\n{{#x}}{{/y}}", "t:3: `y` is closed, but another section is open"},
		{"{{x", "t:1: a tag is never closed"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(template_parse("t", rows[i].text, TEMPLATE_TEXT, &error));
		g_assert_error(error, FAULT, FAULT_SETUP);
		g_assert_cmpstr(error->message, ==, rows[i].expected);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/template/specification", test_specification);
	g_test_add_func("/template/forms", test_forms);
	g_test_add_func("/template/mistakes", test_mistakes);
	return g_test_run();
}
