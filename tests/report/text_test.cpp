#include "daemon/report/text.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "daemon/report/clean_text.hpp"
#include "daemon/report/figure_text.hpp"
#include "tests/report/fixture.hpp"

using namespace entangled;
using namespace entangled::report;

TEST_CASE("figures are printed in the unit of their kind")
{
    struct Case {
        std::string unit;
        double number;
        std::string text;
    };
    const auto c = GENERATE(values<Case>({{"ratio", 0.7031, "0.703"},
                                          {"ratio", 0.0, "0.000"},
                                          {"ratio", 0.0001, "<0.001"},
                                          {"ratio", 0.99999, ">0.999"},
                                          {"ratio", 1.0, "1.000"},
                                          {"ratio", 1.5, "1.500"},
                                          {"per_year", 0.10901, "+0.109/year"},
                                          {"per_year", 0.0, "+0.000/year"},
                                          {"per_year", -0.0003, "-0.0003/year"},
                                          {"years", 3.44, "3.4 years"},
                                          {"points", 3.439, "3.44 points"},
                                          {"points", 0.001, "<0.01 points"},
                                          {"points", 123.44, "123.4 points"},
                                          {"timestamp_seconds", 1794286800.0, "2026-11-10 05:00Z"},
                                          {"", 3.0, "3"}}));
    CAPTURE(c.unit, c.number);
    CHECK(figure_text(c.unit, c.number) == c.text);
}

TEST_CASE("bounds and values stand together, a missing value is its state")
{
    Reading reading = known(Interval{0.59, 0.627});
    CHECK(value_text("ratio", reading) == "[0.590, 0.627]");
    CHECK(value_text("ratio", known(Interval{0.50701, 0.50722})) == "[0.5070, 0.5072]");
    reading = known(0.109);
    reading.bounds = Interval{0.05, 0.2};
    CHECK(value_text("per_year", reading) == "+0.109/year [+0.050, +0.200]");
    CHECK(value_text("ratio", missing(Errc::no_data, "none")) == "unknown");
    CHECK(value_text("ratio", missing(Errc::not_configured, "none")) == "not configured");
    reading = {};
    reading.state = ReadingState::ok;
    CHECK(value_text("timestamp_seconds", reading) == "no end date");
}

TEST_CASE("an age is in whole days and never negative")
{
    const auto now = fixture::day("2026-01-10");
    CHECK(age_text(fixture::day("2026-01-01") + std::chrono::hours{1}, now) == "8 d");
    CHECK(age_text(fixture::day("2026-01-11"), now) == "period not over");
    CHECK(age_text(std::nullopt, now) == "-");
}

TEST_CASE("a long reason is cut at its first clause")
{
    CHECK(shortened("no two series share basis and window: a with b: c") == "no two series share basis and window");
    CHECK(shortened("not observed since 2026-08-13") == "not observed since 2026-08-13");
    CHECK(shortened(std::string(100, 'x') + " " + std::string(100, 'y')) == std::string(100, 'x') + " ...");
}

TEST_CASE("words wrap at the width and long ones are kept whole")
{
    const TextStyle narrow{20, false};
    CHECK(wrapped("one two three four five six", narrow, 2, 4) == "  one two three four\n    five six\n");
    CHECK(wrapped("https://example.org/a/very/long/address", narrow, 0, 0) ==
          "https://example.org/a/very/long/address\n");
    CHECK(wrapped("", narrow, 2, 2).empty());
}

TEST_CASE("the first screen on a terminal")
{
    const std::string text = screen_text(first_screen(*fixture::cycle_at("2026-11-03")), {100, false});
    CHECK(text == fixture::golden("screen.txt", text));
    CHECK(text == screen_text(first_screen(*fixture::cycle_at("2026-11-03")), {100, false}));
}

TEST_CASE("a narrow terminal gives every reading its own line")
{
    const std::string text = readings_text(first_screen(*fixture::cycle_at("2026-11-03")), {80, false});
    CHECK(text == fixture::golden("table_80.txt", text));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        CHECK(width_of(line) <= 80);
    }
}

TEST_CASE("colour adds only escape sequences")
{
    const Screen screen = first_screen(*fixture::cycle_at("2026-11-03"));
    std::string coloured = screen_text(screen, {100, true});
    CHECK(coloured.find("\x1b[1m") != std::string::npos);
    std::string plain;
    for (std::size_t i = 0; i < coloured.size(); ++i) {
        if (coloured[i] == '\x1b') {
            i = coloured.find('m', i);
        } else {
            plain += coloured[i];
        }
    }
    CHECK(plain == screen_text(screen, {100, false}));
}

TEST_CASE("no missing reading shows a number")
{
    const Screen screen = first_screen(*fixture::cycle_at("2026-11-03"));
    for (const auto& group : screen.groups) {
        for (const auto& row : group.rows) {
            if (row.reading.state == ReadingState::ok) continue;
            CAPTURE(row.id);
            CHECK(value_text(row.unit, row.reading).find_first_of("0123456789") == std::string::npos);
            CHECK_FALSE(reason_text(row.reading).empty());
        }
    }
}

TEST_CASE("hostile text commands no terminal and breaks no line")
{
    CHECK(one_line("a\x1b[31mb\nc") == "a [31mb c");
    CHECK(one_line("\xE2\x80\xAE"
                   "abc") ==
          "\xEF\xBF\xBD"
          "abc");
    CHECK(one_line("caf\xC3\xA9") == "caf\xC3\xA9");
    CHECK(valid_utf8("a\xFF\xC0\x80\xED\xA0\x80z").find('\xFF') == std::string::npos);
    CHECK(valid_utf8("\xF0\x9F\x8C\x8D") == "\xF0\x9F\x8C\x8D");
    CHECK(valid_utf8("\xE2\x82") == "\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(escape_html("<b a=\"1\">'&") == "&lt;b a=&quot;1&quot;&gt;&#39;&amp;");
    CHECK(csv_field("a,\"b\"\nc") == "\"a,\"\"b\"\"\nc\"");
}
