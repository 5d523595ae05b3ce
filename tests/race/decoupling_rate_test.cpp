#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/data_builder.hpp"
#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

namespace {

SeriesKey reliance() { return {Measure::net_import_reliance, "gallium", "all", "usgs_mcs_nir", "US", {}}; }

Options rate_of_reliance()
{
    return {{"of", std::string("net_import_reliance")},
            {"good", std::string("gallium")},
            {"tier", std::string("all")},
            {"dependent", std::string("US")},
            {"definition", std::string("usgs_mcs_nir")}};
}

std::shared_ptr<const Dataset> falling(int first, int last, double rate)
{
    DataBuilder builder;
    for (int year = first; year <= last; ++year) {
        const double level = 0.9 * std::exp(-rate * (year - first));
        builder.level(reliance(), "edition", "2030-01-01", std::to_string(year), {level, level});
    }
    return builder.build(day("2030-06-01"));
}

Reading rate(const Dataset& data)
{
    return read(data, "decoupling_rate", rate_of_reliance(), day("2030-06-01"), day("2030-06-01"));
}

}  // namespace

// Expected: sanity anchor of the reference data: slope +0.10 to +0.12 a year, interval [-0.23, +0.63], p 0.13 to 0.30.
TEST_CASE("the speed of US rare-earth reliance is undecided: five points, a wide band, no alert")
{
    const Reading reading = shipped_reading("rare_earths_us_reliance_rate", "2026-06-30");
    REQUIRE(reading.state == ReadingState::ok);
    CHECK(*reading.value > 0.10);
    CHECK(*reading.value < 0.12);
    CHECK(printed_span(reading, 2) == "[-0.23, 0.63]");
    CHECK(printed(*reading.p_value, 2) == "0.30");
    CHECK(reading.answer == "undecided");
    CHECK_FALSE(reading.may_alert);
}

// The anchor prints -0.039 [-0.106, +0.013] from shares rounded to three digits; unrounded they give these.
TEST_CASE("the speed of China's share of rare-earth mining is undecided")
{
    Options options{{"of", std::string("supply_share")},
                    {"good", std::string("rare_earths")},
                    {"tier", std::string("mine")},
                    {"supplier", std::string("CN")},
                    {"definition", std::string("usgs_mcs_world")},
                    {"first", std::string("2020")}};
    const Reading reading = read("decoupling_rate", options, "2026-06-30");
    REQUIRE(reading.state == ReadingState::ok);
    CHECK(reading.n == 6);
    CHECK(printed(*reading.value, 4) == "-0.0385");
    CHECK(printed_span(reading, 4) == "[-0.1060, 0.0137]");
    CHECK(printed(*reading.p_value, 2) == "0.27");
    CHECK(reading.answer == "undecided");
}

TEST_CASE("a steady decline comes back as its own rate")
{
    const auto data = falling(2015, 2024, 0.08);
    const Reading reading = rate(*data);
    CHECK(*reading.value == Approx(0.08).epsilon(1e-9));
    CHECK(reading.answer == "shedding");
    CHECK(reading.may_alert);
}

TEST_CASE("four points are not enough for a rate and seven not for an alert")
{
    CHECK(rate(*falling(2021, 2024, 0.08)).reason->code == Errc::insufficient_points);
    CHECK_FALSE(rate(*falling(2018, 2024, 0.08)).may_alert);
}

TEST_CASE("a change within the publisher's own revisions may not alert")
{
    DataBuilder builder;
    for (int year = 2015; year <= 2024; ++year) {
        const double level = 0.9 - 0.001 * (year - 2015);
        builder.level(reliance(), "edition", "2030-01-01", std::to_string(year), {level, level});
    }
    builder.level(reliance(), "first print", "2026-01-01", "2024", {0.6, 0.6});
    const Reading reading = rate(*builder.build(day("2030-06-01")));
    CHECK(*reading.p_value < 0.05);
    CHECK_FALSE(reading.may_alert);
}

TEST_CASE("a level that may be zero has no rate")
{
    DataBuilder builder;
    for (int year = 2019; year <= 2024; ++year) {
        builder.level(reliance(), "edition", "2030-01-01", std::to_string(year), {0.0, 0.25});
    }
    CHECK(rate(*builder.build(day("2030-06-01"))).reason->code == Errc::not_identified);
}

TEST_CASE("forecasts never enter a slope")
{
    ObservationRow forecast;
    forecast.table = "levels";
    forecast.release = "edition";
    forecast.known_at = day("2030-01-01");
    forecast.key = reliance();
    forecast.period = *parse_period("2035");
    forecast.value = 0.01;
    forecast.flags = Flag::forecast;
    DataBuilder builder;
    for (int year = 2019; year <= 2024; ++year) {
        builder.level(reliance(), "edition", "2030-01-01", std::to_string(year), {0.5, 0.5});
    }
    const Reading reading = rate(*builder.row(forecast).build(day("2030-06-01")));
    CHECK(*reading.value == 0.0);
    CHECK(reading.n == 6);
}

TEST_CASE("same seed, same bytes: bounds are drawn by observation, not by order")
{
    const Reading one = shipped_reading("rare_earths_us_reliance_rate", "2026-06-30");
    const Reading two = shipped_reading("rare_earths_us_reliance_rate", "2026-06-30");
    CHECK(digest_of(one) == digest_of(two));
}
