#include "indicators/kernels/uncertainty/composite.hpp"

#include "indicators/kernels/numbers/scale.hpp"
#include "indicators/kernels/uncertainty/normalise.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Values = std::vector<double>;

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

const Values s{.8, .35, .6, .15};
const Values w{.4, .3, .2, .1};
const Values even(4, 1);

double by(Aggregation rule, const Values& scores, const Values& weights, double exponent = 2)
{
    return composite(scores, weights, {rule, exponent}).value();
}

}  // namespace

TEST_CASE("means of the COINr package", "[kernels][uncertainty]")
{
    // COINr (Becker et al. 2022), a_gmean, a_hmean and a_genmean.
    CHECK(by(Aggregation::geometric, {1, 2, 3}, {1, 1, 1}) == Approx(1.8171205928).epsilon(1e-10));
    CHECK(by(Aggregation::geometric, {1, 2, 3}, {1, 1, 2}) == Approx(2.0597671439).epsilon(1e-10));
    CHECK(by(Aggregation::harmonic, {1, 2, 3}, {2, 1, 1}) == Approx(1.4117647059).epsilon(1e-10));
    CHECK(by(Aggregation::power, {1, 2, 3}, {2, 1, 1}, -1) == Approx(1.4117647059).epsilon(1e-10));
    CHECK(composite(Values{1, 0, 3}, Values{1, 1, 1}, {Aggregation::geometric}).error().code == Errc::bad_value);
    CHECK(composite(Values{1, -2, 3}, Values{1, 1, 1}, {Aggregation::geometric}).error().code == Errc::bad_value);
}

TEST_CASE("what a geometric mean sees and an arithmetic one does not", "[kernels][uncertainty]")
{
    // (21 + 1 + 1 + 1)/4 = 6 and 21^(1/4), by hand: a composite hides opposite moves unless its rule does not.
    CHECK(by(Aggregation::arithmetic, {21, 1, 1, 1}, even) == Approx(6).epsilon(1e-14));
    CHECK(by(Aggregation::geometric, {21, 1, 1, 1}, even) == Approx(std::pow(21, .25)).epsilon(1e-14));
    CHECK(by(Aggregation::geometric, {6, 6, 6, 6}, even) == Approx(6).epsilon(1e-14));
}

TEST_CASE("one set of scores under every rule", "[kernels][uncertainty]")
{
    // Escalation study 7.1, independent reference code.
    CHECK(by(Aggregation::arithmetic, s, w) == Approx(.56).epsilon(1e-13));
    CHECK(by(Aggregation::geometric, s, w) == Approx(.4985351497080519).epsilon(1e-14));
    CHECK(by(Aggregation::harmonic, s, w) == Approx(.4242424242).epsilon(0).margin(6e-11));
    CHECK(by(Aggregation::power, s, w, .5) == Approx(.5312987630).epsilon(0).margin(6e-11));
    CHECK(by(Aggregation::maximum, s, w) == .8);
    CHECK(by(Aggregation::noisy_or, s, w) == Approx(.6218710784).epsilon(0).margin(6e-11));
    CHECK(by(Aggregation::arithmetic, s, even) == Approx(.475).epsilon(1e-13));
    CHECK(by(Aggregation::geometric, s, even) == Approx(.3984282604).epsilon(0).margin(6e-11));
    const auto without = leave_one_out(s, w, {Aggregation::geometric}).value();
    const Values expected{.3637192739, .5801445864, .4759725614, .5697073762};
    for (std::size_t i = 0; i < 4; ++i) CHECK(without[i] == Approx(expected[i]).epsilon(0).margin(6e-11));
    CHECK(delta_method_sd(s, w, Values{.05, .1, .08, .05}, {Aggregation::geometric}).value() ==
          Approx(.0493377572).epsilon(0).margin(6e-11));
}

TEST_CASE("noisy-or takes weights as exponents", "[kernels][uncertainty]")
{
    CHECK(by(Aggregation::noisy_or, {.5, .5}, {1, 1}) == Approx(.75).epsilon(1e-14));
    CHECK(by(Aggregation::noisy_or, {1, .5}, {.1, 1}) == 1.0);
    CHECK(by(Aggregation::noisy_or, {0, 0}, {1, 1}) == 0.0);
    CHECK(composite(Values{1.1}, Values{1}, {Aggregation::noisy_or}).error().code == Errc::bad_value);
}

TEST_CASE("rules keep their order and do not depend on the order of scores", "[kernels][uncertainty]")
{
    CHECK(rc::check("harmonic <= geometric <= arithmetic <= maximum", [] {
        const auto raw = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 100)));
        Values scores;
        Values weights;
        for (const int step : raw) {
            scores.push_back(step / 100.0);
            weights.push_back(*rc::gen::inRange(1, 10));
        }
        const double h = by(Aggregation::harmonic, scores, weights);
        const double g = by(Aggregation::geometric, scores, weights);
        const double a = by(Aggregation::arithmetic, scores, weights);
        RC_ASSERT(h <= g * (1 + 1e-12) && g <= a * (1 + 1e-12));
        RC_ASSERT(a <= by(Aggregation::power, scores, weights, 2) * (1 + 1e-12));
        RC_ASSERT(a <= by(Aggregation::maximum, scores, weights) * (1 + 1e-12));
        const Values back(scores.rbegin(), scores.rend());
        const Values turned(weights.rbegin(), weights.rend());
        for (const auto rule : {Aggregation::geometric, Aggregation::power, Aggregation::noisy_or}) {
            RC_ASSERT(by(rule, scores, weights) == by(rule, back, turned));
        }
    }));
    CHECK(rc::check("a delta-method sd is the change of the composite", [] {
        const auto rule = *rc::gen::element(Aggregation::arithmetic, Aggregation::geometric, Aggregation::harmonic,
                                            Aggregation::power, Aggregation::maximum, Aggregation::noisy_or);
        const auto which = static_cast<std::size_t>(*rc::gen::inRange(0, 4));
        Values sds(4);
        sds[which] = 1e-6;
        Values moved = s;
        moved[which] += 1e-6;
        const double change = std::abs(by(rule, moved, w) - by(rule, s, w));
        RC_ASSERT(std::abs(delta_method_sd(s, w, sds, {rule}).value() - change) < 1e-10);
    }));
}

TEST_CASE("missing scores lower the coverage, and too low a coverage gives no composite", "[kernels][uncertainty]")
{
    using Maybe = std::vector<std::optional<double>>;
    const auto whole = covered_composite(Maybe{.8, .35, .6, .15}, w, {Aggregation::geometric}).value();
    CHECK(whole.coverage == 1.0);
    CHECK(whole.value == Approx(.4985351497080519).epsilon(1e-14));
    const auto most = covered_composite(Maybe{.8, .35, {}, {}}, w).value();
    CHECK(most.coverage == Approx(.7));
    CHECK(most.value == Approx((.4 * .8 + .3 * .35) / .7).epsilon(1e-14));
    CHECK(covered_composite(Maybe{.8, {}, .6, {}}, w).error().code == Errc::below_coverage);
    CHECK(covered_composite(Maybe{{}, {}, {}, {}}, w).error().code == Errc::below_coverage);
    CHECK(covered_composite(Maybe{.8, {}, .6, {}}, w, {}, .5).value().coverage == Approx(.6));
    CHECK(covered_composite(Maybe{{}, {}, {}, {}}, w, {}, 0).error().code == Errc::no_data);
    CHECK(covered_composite(Maybe{}, Values{}).error().code == Errc::no_data);
    CHECK(covered_composite(Maybe{.5}, Values{0}).error().code == Errc::no_data);
    CHECK(covered_composite(Maybe{.5}, w).error().code == Errc::bad_value);
    CHECK(covered_composite(Maybe{.5}, Values{1}, {}, nan_value).error().code == Errc::bad_value);
    CHECK(covered_composite(Maybe{nan_value}, Values{1}).error().code == Errc::bad_value);
}

TEST_CASE("illegal scores and weights are errors", "[kernels][uncertainty]")
{
    CHECK(composite({}, {}).error().code == Errc::no_data);
    CHECK(composite(Values{1, 2}, Values{0, 0}).error().code == Errc::no_data);
    CHECK(composite(Values{1}, Values{1, 2}).error().code == Errc::bad_value);
    CHECK(composite(Values{nan_value}, Values{1}).error().code == Errc::bad_value);
    CHECK(composite(Values{inf}, Values{1}).error().code == Errc::bad_value);
    CHECK(composite(Values{1}, Values{-1}).error().code == Errc::bad_value);
    CHECK(composite(Values{1}, Values{1}, {Aggregation::power, 0}).error().code == Errc::bad_value);
    CHECK(composite(Values{0}, Values{1}, {Aggregation::power, -1}).error().code == Errc::bad_value);
    CHECK(composite(Values{0, 0}, Values{1, 1}, {Aggregation::power, 2}).value() == 0.0);
    CHECK(composite(Values{1e300, 1e300}, Values{1, 1}, {Aggregation::power, 2}).value() == Approx(1e300));
    CHECK(composite(Values{1e300, 1e-300}, Values{1, 1}, {Aggregation::geometric}).value() == Approx(1));
    CHECK(composite(Values{0, .5}, Values{0, 1}, {Aggregation::geometric}).value() == Approx(.5));
    CHECK(leave_one_out(Values{1}, Values{1}).error().code == Errc::insufficient_points);
    CHECK(leave_one_out(Values{1, 2}, Values{1, 0}).error().code == Errc::no_data);
    CHECK(delta_method_sd(s, w, Values{1}).error().code == Errc::bad_value);
    CHECK(delta_method_sd(s, w, Values{-1, 0, 0, 0}).error().code == Errc::bad_value);
    CHECK(delta_method_sd(Values{.5, .5}, Values{1, 1}, Values{1, 1}, {Aggregation::maximum}).error().code ==
          Errc::not_identified);
    CHECK(delta_method_sd(Values{1, .5}, Values{1, 1}, Values{1, 1}, {Aggregation::noisy_or}).error().code ==
          Errc::not_identified);
}

TEST_CASE("fixed goalposts do not rewrite history", "[kernels][uncertainty]")
{
    CHECK(goalpost_score(5, {0, 10}).value() == .5);
    CHECK(goalpost_score(-1, {0, 10}).value() == .01);
    CHECK(goalpost_score(0, {0, 10}).value() == .01);
    CHECK(goalpost_score(11, {0, 10}).value() == 1.0);
    CHECK(goalpost_score(0, {0, 10}, 0).value() == 0.0);
    // A moving range gives last year's 5 of {0, 5} a 1, and after a 10 has come in .5 for the same year.
    CHECK(rescale(Values{0, 5}, {0, 1}).value()[1] == 1.0);
    CHECK(rescale(Values{0, 5, 10}, {0, 1}).value()[1] == .5);
    CHECK(goalpost_score(1e308, {-1e308, 1e308}).value() == 1.0);
    CHECK(goalpost_score(1, {1, 1}).error().code == Errc::not_identified);
    CHECK(goalpost_score(1, {2, 1}).error().code == Errc::bad_value);
    CHECK(goalpost_score(nan_value, {0, 1}).error().code == Errc::bad_value);
    CHECK(goalpost_score(1, {0, inf}).error().code == Errc::bad_value);
    CHECK(goalpost_score(1, {0, 1}, 1).error().code == Errc::bad_value);
}

TEST_CASE("normalisations of the COINr package", "[kernels][uncertainty]")
{
    // COINr tests: minmax of 1..10 into [2, 7], zscore to (5, 2), distance to a target of 8.
    Values ten(10);
    std::iota(ten.begin(), ten.end(), 1);
    const auto scaled = rescale(ten, {2, 7}).value();
    CHECK(scaled.front() == 2.0);
    CHECK(scaled.back() == 7.0);
    const auto z = rescale_to_moments(ten, 5, 2).value();
    const double mean = std::accumulate(z.begin(), z.end(), 0.0) / 10;
    double square = 0;
    for (const double value : z) square += (value - mean) * (value - mean);
    CHECK(mean == Approx(5).epsilon(1e-13));
    CHECK(std::sqrt(square / 9) == Approx(2).epsilon(1e-13));
    const auto shares = distance_to_target(ten, 8).value();
    CHECK(shares[0] == 0.0);
    CHECK(shares[3] == Approx(3.0 / 7).epsilon(1e-14));
    for (std::size_t i = 7; i < 10; ++i) CHECK(shares[i] == 1.0);
    CHECK(distance_to_target(ten, 8, false).value().back() == Approx(9.0 / 7));
    CHECK(mid_rank_percentile(Values{1, 2, 2, 3}, 2).value() == .5);
    CHECK(mid_rank_percentile(Values{1, 2, 2, 3}, 4).value() == 1.0);
    CHECK(rescale({}, {0, 1}).error().code == Errc::no_data);
    CHECK(rescale(Values{1, 1}, {0, 1}).error().code == Errc::not_identified);
    CHECK(rescale(Values{1, 2}, {1, 0}).error().code == Errc::bad_value);
    CHECK(rescale(Values{1, nan_value}, {0, 1}).error().code == Errc::bad_value);
    CHECK(rescale_to_moments(Values{2}, 0, 1).error().code == Errc::not_identified);
    CHECK(rescale_to_moments(Values{2, 2}, 0, 1).error().code == Errc::not_identified);
    CHECK(rescale_to_moments(Values{1, 2}, 0, -1).error().code == Errc::bad_value);
    CHECK(distance_to_target(ten, 1).error().code == Errc::not_identified);
    CHECK(distance_to_target(ten, inf).error().code == Errc::bad_value);
    CHECK(mid_rank_percentile({}, 1).error().code == Errc::no_data);
    CHECK(mid_rank_percentile(Values{1}, nan_value).error().code == Errc::bad_value);
}
