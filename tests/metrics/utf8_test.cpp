#include "daemon/metrics/utf8.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace entangled;

namespace {

struct Case {
    std::string what;
    std::string bytes;
    std::string repaired;
};

const std::string mark = "\xEF\xBF\xBD";

}  // namespace

TEST_CASE("well-formed UTF-8 is left alone")
{
    const auto text = GENERATE(as<std::string>{}, "", "plain", "Côte d'Ivoire", "稀土", "\xF0\x9F\xA7\xB2",
                               "\xF4\x8F\xBF\xBF", "\xEE\x80\x80", "\xED\x9F\xBF");
    CAPTURE(text);
    CHECK(is_valid_utf8(text));
    CHECK(replace_invalid_utf8(text) == text);
}

// Sequences and counts of marks follow tables 3-8 to 3-11 of the Unicode standard, version 15.
TEST_CASE("each ill-formed sequence becomes one mark")
{
    const auto c = GENERATE(values<Case>({
        {"Latin-1", "C\xF4te", "C" + mark + "te"},
        {"overlong slash", "\xC0\xAF", mark + mark},
        {"overlong three", "\xE0\x80\xBF", mark + mark + mark},
        {"surrogate", "\xED\xA0\x80", mark + mark + mark},
        {"beyond the last", "\xF4\x91\x92\x93\xFF", mark + mark + mark + mark + mark},
        {"truncated",
         "a\xE1\x80\xE2\xF0\x91\x92\xF1\xBF"
         "b",
         "a" + mark + mark + mark + mark + "b"},
        {"cut at the end", "x\xE7\xA8", "x" + mark},
        {"lone continuation", "\x80z", mark + "z"},
    }));
    CAPTURE(c.what);
    CHECK_FALSE(is_valid_utf8(c.bytes));
    CHECK(replace_invalid_utf8(c.bytes) == c.repaired);
}

TEST_CASE("whatever comes in, what goes out is well-formed and stays as it is")
{
    CHECK(rc::check([](const std::vector<char>& bytes) {
        const std::string text(bytes.begin(), bytes.end());
        const std::string repaired = replace_invalid_utf8(text);
        RC_ASSERT(is_valid_utf8(repaired));
        RC_ASSERT(replace_invalid_utf8(repaired) == repaired);
        RC_ASSERT(is_valid_utf8(text) == (repaired == text));
    }));
}
