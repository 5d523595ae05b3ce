#include "indicators/kernels/change/bocpd.hpp"

#include "indicators/kernels/numbers/normal_draws.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

const Series shifted{.1, -.4, .3, .2, -.1, .5, -.3, 0, .2, -.2, 3.1, 2.7, 3.4, 2.9, 3.3, 3.0};
const std::vector<std::size_t> most_probable{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6};
const Series probability{0.98,
                         0.9655852854555169,
                         0.956253488616907,
                         0.9509804685744601,
                         0.9487143245943966,
                         0.9432268436249255,
                         0.9424376514559081,
                         0.9446462874639039,
                         0.9458145695271707,
                         0.9461883668679402,
                         0.7279292861451983,
                         0.8062835823128894,
                         0.8563037141261552,
                         0.8798266037989095,
                         0.9020138072638475,
                         0.9174183149304289};
const Series expected{0.98,
                      1.945585285455517,
                      2.903890909640614,
                      3.861529404734978,
                      4.821537221098521,
                      5.766245497423284,
                      6.7240271209444735,
                      7.697977485731668,
                      8.66697142759819,
                      9.629591870749781,
                      1.9079222148041057,
                      2.2900691097960912,
                      3.0864015220002985,
                      4.011889655303059,
                      4.952791996513019,
                      5.905697435101082};
constexpr BocpdOptions one_in_fifty{.hazard = 1.0 / 50.0, .prior = {0, 1, 1, 1}};

Approx to(double value, double margin = 1e-12) { return Approx(value).epsilon(0).margin(margin); }

Series some_series()
{
    Series values(static_cast<std::size_t>(*rc::gen::inRange(1, 60)));
    fill_normals(*rc::gen::arbitrary<std::uint64_t>(), 0, values);
    for (std::size_t t = values.size() / 2; t < values.size(); ++t) values[t] += 6.0;
    return values;
}

}  // namespace

TEST_CASE("run lengths of a series that shifts at its eleventh value", "[kernels][change]")
{
    // Computed apart; equal to the library hildensia/bayesian_changepoint_detection to 2e-16.
    auto filter = Bocpd::make(one_in_fifty).value();
    for (std::size_t t = 0; t < shifted.size(); ++t) {
        CAPTURE(t);
        const auto run = filter.step(shifted[t]).value();
        CHECK(run.most_probable == most_probable[t]);
        CHECK(run.probability == to(probability[t]));
        CHECK(run.expected == to(expected[t]));
        if (t == 10) CHECK(filter.probability_within(5) == to(.930042694027));
        if (t + 1 == shifted.size()) CHECK(run.log_evidence == to(-22.83078265913105));
    }
}

TEST_CASE("the probability of run length 0 is the hazard after every step, so it is no alarm", "[kernels][change]")
{
    // An alert on "a change point now" compares this with a threshold and never fires, not even at the shift.
    REQUIRE(rc::check([] {
        const double hazard = *rc::gen::inRange(1, 99) / 100.0;
        auto filter = Bocpd::make({.hazard = hazard, .prior = {0, 1, 1, 1}}).value();
        for (const double value : some_series()) {
            RC_ASSERT(filter.step(value).has_value());
            RC_ASSERT(std::abs(filter.probability_within(0) - hazard) < 1e-14);
            RC_ASSERT(filter.run_lengths()[0] == 0U);
            const auto all = filter.posterior();
            RC_ASSERT(std::abs(std::accumulate(all.begin(), all.end(), 0.0) - 1.0) < 1e-12);
        }
    }));
}

TEST_CASE("the alert quantities fire at the shift and nowhere else", "[kernels][change]")
{
    const auto readings = change_readings(shifted, one_in_fifty).value();
    REQUIRE(readings.size() == shifted.size());
    for (std::size_t t = 0; t < 10; ++t) CHECK_FALSE(readings[t].alert);
    CHECK(readings[10].alert);
    CHECK(readings[10].fall == to(1.0 - 1.9079222148041057 / 9.629591870749781));
    CHECK(readings[12].alert);
    CHECK_FALSE(readings[13].alert);
    CHECK(readings[15].run.log_evidence == to(-22.83078265913105));
}

TEST_CASE("truncation changes little and keeps the posterior short", "[kernels][change]")
{
    Series values(600);
    fill_normals(8, 0, values);
    for (std::size_t t = 400; t < values.size(); ++t) values[t] += 4.0;
    auto exact = Bocpd::make({.hazard = 0.01, .prior = {0, 1, 1, 1}}).value();
    auto short_one = Bocpd::make({.hazard = 0.01, .prior = {0, 1, 1, 1}, .truncation = 1e-6}).value();
    for (const double value : values) {
        const auto whole = exact.step(value).value();
        const auto cut = short_one.step(value).value();
        CHECK(std::abs(whole.expected - cut.expected) < 1e-2 * (1.0 + whole.expected));
        CHECK(short_one.probability_within(0) == to(0.01, 1e-14));
    }
    CHECK(exact.posterior().size() == 601);
    CHECK(short_one.posterior().size() < 250);
}

TEST_CASE("the unit of the values does not matter if the prior has it too", "[kernels][change]")
{
    REQUIRE(rc::check([] {
        const auto values = some_series();
        auto plain = Bocpd::make({.hazard = 0.05, .prior = {0, 1, 1, 1}}).value();
        auto scaled = Bocpd::make({.hazard = 0.05, .prior = {0, 1, 1, 0x1p40}}).value();
        for (const double value : values) {
            const auto one = plain.step(value).value();
            const auto other = scaled.step(value * 0x1p20).value();
            RC_ASSERT(one.most_probable == other.most_probable);
            RC_ASSERT(std::abs(one.expected - other.expected) < 1e-9);
        }
    }));
}

TEST_CASE("a value far from everything is taken, one beyond double is refused and forgotten", "[kernels][change]")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    auto filter = Bocpd::make(one_in_fifty).value();
    CHECK(filter.step(0.1).has_value());
    CHECK(filter.step(1e100).value().probability <= 1.0);
    const auto before = filter.probability_within(1);
    CHECK(filter.step(1e300).error().code == Errc::bad_value);
    CHECK(filter.step(inf).error().code == Errc::bad_value);
    CHECK(filter.step(std::numeric_limits<double>::quiet_NaN()).error().code == Errc::bad_value);
    CHECK(filter.probability_within(1) == before);
    CHECK(filter.step(0.3).has_value());
}

TEST_CASE("illegal options are errors", "[kernels][change]")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    for (const double hazard : {0.0, 1.0, -0.1, inf}) {
        CHECK(Bocpd::make({.hazard = hazard}).error().code == Errc::bad_value);
    }
    CHECK(Bocpd::make({.prior = {inf, 1, 1, 1}}).error().code == Errc::bad_value);
    CHECK(Bocpd::make({.prior = {0, 0, 1, 1}}).error().code == Errc::bad_value);
    CHECK(Bocpd::make({.prior = {0, 1, -1, 1}}).error().code == Errc::bad_value);
    CHECK(Bocpd::make({.prior = {0, 1, 1, inf}}).error().code == Errc::bad_value);
    CHECK(Bocpd::make({.truncation = 0.5}).error().code == Errc::bad_value);
    CHECK(change_readings({}, one_in_fifty).error().code == Errc::no_data);
    CHECK(change_readings(shifted, one_in_fifty, {.young = 0}).error().code == Errc::bad_value);
    CHECK(change_readings(shifted, one_in_fifty, {.fall = 2.0}).error().code == Errc::bad_value);
    CHECK(change_readings(Series(30, 1.0), one_in_fifty).has_value());
}
