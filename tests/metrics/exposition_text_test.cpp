#include "daemon/metrics/exposition_text.hpp"

#include <rapidcheck.h>
#include <bit>
#include <catch2/catch.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "daemon/metrics/utf8.hpp"

using namespace entangled;

namespace {

std::string number(double value)
{
    std::string out;
    append_number(out, value);
    return out;
}

std::string label(std::string_view value)
{
    std::string out;
    append_label_value(out, value);
    return out;
}

double read_back(const std::string& text)
{
    double value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? value : std::nan("");
}

}  // namespace

TEST_CASE("numbers are short and spelled as both formats want them")
{
    CHECK(number(0) == "0");
    CHECK(number(-0.0) == "0");
    CHECK(number(100000) == "100000");
    CHECK(number(1794355200) == "1794355200");
    CHECK(number(1794355200.25) == "1794355200.25");
    CHECK(number(-3) == "-3");
    CHECK(number(0.1 + 0.2) == "0.30000000000000004");
    CHECK(number(1e300) == "1e+300");
    CHECK(number(9007199254740991) == "9007199254740991");
    CHECK(number(std::numeric_limits<double>::infinity()) == "+Inf");
    CHECK(number(-std::numeric_limits<double>::infinity()) == "-Inf");
    CHECK(number(std::nan("")) == "NaN");
}

TEST_CASE("every finite number reads back as itself")
{
    CHECK(rc::check([](std::uint64_t bits) {
        const auto value = std::bit_cast<double>(bits);
        RC_PRE(std::isfinite(value));
        RC_ASSERT(read_back(number(value)) == value);
    }));
    CHECK(rc::check([](double value, std::int32_t whole) {
        RC_ASSERT(read_back(number(value)) == value);
        RC_ASSERT(number(whole) == std::to_string(whole));
    }));
}

TEST_CASE("bucket bounds always show that they are not integers")
{
    const auto bound = [](double value) {
        std::string out;
        append_bound(out, value);
        return out;
    };
    CHECK(bound(1) == "1.0");
    CHECK(bound(0.25) == "0.25");
    CHECK(bound(0.0001) == "0.0001");
    CHECK(bound(1e-7) == "1e-07");
    CHECK(bound(0) == "0.0");
    CHECK(bound(1e20) == "1e+20");
    CHECK(bound(std::numeric_limits<double>::infinity()) == "+Inf");
}

TEST_CASE("label values cannot break the line they stand in")
{
    CHECK(label("a\\b") == "a\\\\b");
    CHECK(label("say \"no\"") == "say \\\"no\\\"");
    CHECK(label("two\nlines") == "two\\nlines");
    CHECK(label("C\xF4te") == "C\xEF\xBF\xBDte");
    CHECK(label("Côte") == "Côte");
    CHECK(label("a\tb") == "a\tb");
    CHECK(label("cr\r") == "cr\xEF\xBF\xBD");
    CHECK(label(std::string_view{"nul\0", 4}) == "nul\xEF\xBF\xBD");
    CHECK(rc::check([](const std::string& text) {
        const std::string out = label(text);
        RC_ASSERT(is_valid_utf8(out));
        RC_ASSERT(out.find('\n') == std::string::npos);
        bool escaped = false;
        for (const char c : out) {
            RC_ASSERT(escaped || c != '"');
            escaped = !escaped && c == '\\';
        }
        RC_ASSERT_FALSE(escaped);
    }));
}

TEST_CASE("HELP escapes quotes in OpenMetrics only")
{
    std::string text;
    append_help(text, "a \"b\" \\ \n", false);
    CHECK(text == "a \"b\" \\\\ \\n");
    std::string openmetrics;
    append_help(openmetrics, "a \"b\" \\ \n", true);
    CHECK(openmetrics == "a \\\"b\\\" \\\\ \\n");
}

TEST_CASE("names are ASCII words without colons")
{
    CHECK(is_metric_name("entangled_x2"));
    CHECK_FALSE(is_metric_name(""));
    CHECK_FALSE(is_metric_name("2x"));
    CHECK_FALSE(is_metric_name("job:x"));
    CHECK_FALSE(is_metric_name("é"));
    CHECK(is_label_name("_x"));
    CHECK_FALSE(is_label_name("__name__"));
}
