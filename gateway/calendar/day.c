/* day.c: civil days as numbers.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/zone.h"

/* Days of the era that begins on 1 March 0000, in cycles of 400 years. */
int64_t day_number(int year, int month, int day)
{
	int64_t y = (int64_t)year - (month <= 2 ? 1 : 0);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t shifted = month > 2 ? month - 3 : month + 9;
	int64_t day_of_year = (153 * shifted + 2) / 5 + day - 1;
	int64_t day_of_era =
		year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

LocalTime day_local(int64_t day)
{
	int64_t z = day + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t day_of_era = z - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
			       day_of_era / 146096) /
			      365;
	int64_t day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted = (5 * day_of_year + 2) / 153;
	LocalTime local = {0};
	local.day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
	local.month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
	local.year = (int)(year_of_era + era * 400 + (local.month <= 2 ? 1 : 0));
	return local;
}

int day_weekday(int64_t day)
{
	/* 1 January 1970 was a Thursday. */
	int64_t offset = (day + 3) % 7;
	return (int)(offset < 0 ? offset + 7 : offset) + 1;
}

bool day_exists(int year, int month, int day)
{
	if (month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	LocalTime back = day_local(day_number(year, month, day));
	return back.year == year && back.month == month && back.day == day;
}
