#include "indicators/kernels/criticality/printed_value.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string>

using namespace entangled;
using namespace entangled::kernels;

namespace {

const std::string em_dash = "\xE2\x80\x94";
const std::string no_break_space = "\xC2\xA0";

PrintedValue read(const std::string& token) { return printed_value(token).value(); }

}  // namespace

TEST_CASE("a bounded percentage is an interval", "[kernels][criticality]")
{
    // USGS Mineral Commodity Summaries print ">50", ">75", ">90", ">95" to protect data. Neither 95 nor nothing.
    const auto bounded = printed_percent(">95").value();
    CHECK(bounded.kind == PrintedKind::above);
    CHECK(bounded.lower == 95.0);
    CHECK(bounded.upper == 100.0);
    CHECK_FALSE(bounded.missing());
    const auto open = read(">1,000");
    CHECK(open.lower == 1000.0);
    CHECK_FALSE(open.upper);
    const auto below = read("< 1");
    CHECK(below.kind == PrintedKind::below);
    CHECK(below.lower == 0.0);
    CHECK(below.upper == 1.0);
}

TEST_CASE("an em dash is a true zero, NA and W are missing", "[kernels][criticality]")
{
    for (const std::string& dash : {em_dash, std::string{"\x97"}, std::string{"--"}, " " + em_dash + no_break_space}) {
        const auto nil = read(dash);
        CHECK(nil.kind == PrintedKind::nil);
        CHECK(nil.lower == 0.0);
        CHECK(nil.upper == 0.0);
        CHECK_FALSE(nil.missing());
    }
    for (const std::string token : {"NA", "W", " NA "}) {
        CHECK(read(token).missing());
        CHECK_FALSE(read(token).lower);
        CHECK_FALSE(read(token).upper);
    }
    CHECK(read("W").kind == PrintedKind::withheld);
    CHECK(read("NA").kind == PrintedKind::not_available);
}

TEST_CASE("a net exporter is known and has no percentage", "[kernels][criticality]")
{
    const auto exporter = printed_percent("E").value();
    CHECK(exporter.kind == PrintedKind::net_exporter);
    CHECK_FALSE(exporter.missing());
    CHECK_FALSE(exporter.lower);
}

TEST_CASE("numbers, ranges and words of the summaries", "[kernels][criticality]")
{
    CHECK(read("839,000").lower == 839000.0);
    CHECK(read("67").last_place == 1.0);
    CHECK(read("2.81").last_place == 0.01);
    CHECK(read("12" + no_break_space).upper == 12.0);
    CHECK(read("1,234,567.5").lower == 1234567.5);
    CHECK(read("-150").lower == -150.0);
    CHECK(read("71%").lower == 71.0);
    CHECK(read(".5").lower == 0.5);
    for (const std::string token : {"10,000 - 15,000", "10,000-15,000",
                                    "10,000\xE2\x80\x93"
                                    "15,000",
                                    "10,000 \x96 15,000"}) {
        CAPTURE(token);
        const auto range = read(token);
        CHECK(range.kind == PrintedKind::range);
        CHECK(range.lower == 10000.0);
        CHECK(range.upper == 15000.0);
    }
    for (const std::string token : {"Large", "Moderate to large", "s", "Variable, depending on ore"}) {
        CHECK(read(token).kind == PrintedKind::words);
    }
    CHECK(read("XX").kind == PrintedKind::not_applicable);
}

TEST_CASE("what is no value is an error", "[kernels][criticality]")
{
    CHECK(printed_value("").error().code == Errc::no_data);
    CHECK(printed_value(" \t").error().code == Errc::no_data);
    for (const std::string token :
         {"?5",  "1,2", "1,2345", ",123",    "12,345,6", "1.2.3", "1e5", "5x", ">",  "<",
          ">-1", "-",   "15-10",  "2021-24", "5-",       "%",     ".",   "1,", "E1", "0x10"}) {
        CAPTURE(token);
        CHECK(printed_value(token).error().code == Errc::bad_value);
    }
    CHECK(printed_value(std::string(400, '9')).error().code == Errc::bad_value);
    CHECK(printed_percent("101").error().code == Errc::bad_value);
    CHECK(printed_percent(">100.5").error().code == Errc::bad_value);
    CHECK(printed_percent("<101").error().code == Errc::bad_value);
    CHECK(printed_percent("-1").error().code == Errc::bad_value);
    CHECK(printed_value("1", std::nan("")).error().code == Errc::bad_value);
}

TEST_CASE("printed rounding is an interval", "[kernels][criticality]")
{
    CHECK(rounding_interval(67, 1).value() == (Interval{66.5, 67.5}));
    CHECK(trailing_zero_unit(27000).value() == 1000.0);
    CHECK(trailing_zero_unit(9010).value() == 10.0);
    CHECK(trailing_zero_unit(-150).value() == 10.0);
    CHECK(trailing_zero_unit(0).value() == 1.0);
    CHECK(trailing_zero_unit(1e15).value() == 1e15);
    CHECK(trailing_zero_unit(2.5).error().code == Errc::bad_value);
    CHECK(trailing_zero_unit(1e300).error().code == Errc::bad_value);
    CHECK(trailing_zero_unit(std::nan("")).error().code == Errc::bad_value);
    CHECK(rounding_interval(1, 0).error().code == Errc::bad_value);
    CHECK(rounding_interval(std::nan(""), 1).error().code == Errc::bad_value);
    CHECK(rounding_interval(1, std::numeric_limits<double>::infinity()).error().code == Errc::bad_value);
    CHECK(rounding_interval(1.7e308, 1e308).error().code == Errc::bad_value);
}

TEST_CASE("whole numbers are read as they are printed", "[kernels][criticality]")
{
    REQUIRE(rc::check([] {
        const int value = *rc::gen::inRange(0, 2'000'000'000);
        std::string text = std::to_string(value);
        RC_ASSERT(read(text).lower == static_cast<double>(value));
        for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
        RC_ASSERT(read(text).lower == static_cast<double>(value));
    }));
}
