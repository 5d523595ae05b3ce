#include "indicators/kernels/hawkes/attribution.hpp"
#include "indicators/kernels/hawkes/criticality.hpp"
#include "indicators/kernels/hawkes/outlook.hpp"
#include "indicators/kernels/hawkes/sample_size.hpp"
#include "tests/kernels/hawkes/samples.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

auto within(double value, double margin) { return Approx(value).epsilon(0).margin(margin); }

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("criticality of the worked example", "[hawkes][derived]")
{
    const auto branching = small_model().branching;
    CHECK(branching_spectral_radius(branching).value() == Approx(0.55).epsilon(1e-14));
    CHECK(branching_spectral_radius(rows(2, 3, 4, 1)).value() == Approx(5.0).epsilon(1e-14));
    CHECK(loop_gain(branching, 0, 1).value() == Approx(0.1575).epsilon(1e-14));
    CHECK(loop_gain(branching, 1, 0).value() == loop_gain(branching, 0, 1).value());
    CHECK(provocation_asymmetry(branching, 0, 1).value().value() == Approx(std::log(0.35 / 0.45)).epsilon(1e-14));
    CHECK_FALSE(provocation_asymmetry(rows(0.2, 0.3, 0.0, 0.1), 0, 1).value());
    const auto rate = stationary_rate(small_model()).value();
    CHECK(rate[0] == within(0.302222222222, 1e-12));
    CHECK(rate[1] == within(0.262222222222, 1e-12));
    const auto progeny = total_progeny(branching).value();
    CHECK(progeny(0, 0) == within(1.6, 1e-12));
    CHECK(progeny(0, 1) == within(0.62222222, 5e-9));
    CHECK(progeny(1, 0) == within(0.8, 1e-12));
    CHECK(progeny(1, 1) == within(1.42222222, 5e-9));
}

TEST_CASE("three types by eigenvalues", "[hawkes][derived]")
{
    // numpy 1.24: max |eigvals| and inv(I - A).
    Eigen::Matrix3d branching;
    branching << 0.1, 0.2, 0.3, 0.05, 0.4, 0.0, 0.25, 0.15, 0.35;
    CHECK(branching_spectral_radius(branching).value() == Approx(0.5671636264238281).epsilon(1e-13));
    const auto progeny = total_progeny(branching).value();
    CHECK(progeny(0, 1) == Approx(0.5887300252312867).epsilon(1e-13));
    CHECK(progeny(2, 0) == Approx(0.529857022708158).epsilon(1e-13));
    // Three in a ring: eigenvalues of one modulus, two of them complex.
    Eigen::Matrix3d ring = Eigen::Matrix3d::Zero();
    ring(0, 1) = 0.5;
    ring(1, 2) = 0.4;
    ring(2, 0) = 0.3;
    CHECK(branching_spectral_radius(ring).value() == Approx(std::cbrt(0.06)).epsilon(1e-13));
}

TEST_CASE("critical and explosive processes have no rate", "[hawkes][derived]")
{
    CHECK(total_progeny(rows(1, 0, 0, 0.5)).error().code == Errc::not_identified);
    CHECK(stationary_rate(two_types(1, 1, rows(0, 2, 2, 0), 1)).error().code == Errc::not_identified);
    CHECK(branching_spectral_radius(rows(0, 1e200, 1e200, 0)).value() == Approx(1e200));
    CHECK(branching_spectral_radius(rows(0, 0, 0, 0)).value() == 0.0);
    CHECK(branching_spectral_radius(Eigen::MatrixXd{}).error().code == Errc::no_data);
    CHECK(branching_spectral_radius(Eigen::MatrixXd::Zero(2, 3)).error().code == Errc::bad_value);
    CHECK(branching_spectral_radius(rows(0, -1, 0, 0)).error().code == Errc::bad_value);
    CHECK(branching_spectral_radius(rows(0, nan_value, 0, 0)).error().code == Errc::bad_value);
    CHECK(branching_spectral_radius(rows(1.7e308, 1.7e308, 1.7e308, 1.7e308)).error().code == Errc::bad_value);
    CHECK(loop_gain(rows(0, 1e200, 1e200, 0), 0, 1).error().code == Errc::bad_value);
    CHECK(loop_gain(rows(0, 1, 1, 0), 0, 0).error().code == Errc::bad_value);
    CHECK(provocation_asymmetry(rows(0, 1, 1, 0), 0, 2).error().code == Errc::bad_value);
}

TEST_CASE("attribution of the worked example", "[hawkes][derived]")
{
    const auto a = attribution(small_history(), small_model()).value();
    CHECK(a.background[0] == within(3.31653138, 5e-9));
    CHECK(a.background[1] == within(2.21541007, 5e-9));
    CHECK(a.caused(0, 0) == within(0.42795675, 5e-9));
    CHECK(a.caused(0, 1) == within(1.25551187, 5e-9));
    CHECK(a.caused(1, 0) == within(2.44331691, 5e-9));
    CHECK(a.caused(1, 1) == within(0.34127302, 5e-9));
    CHECK(a.background.sum() + a.caused.sum() == Approx(10.0).epsilon(1e-13));
    CHECK(a.background_share[0].value() == within(3.31653138 / 5.0, 2e-9));
    CHECK(a.cross_share[0].value() == within(1.25551187 / 5.0, 2e-9));
    CHECK(a.cross_share[1].value() == within(2.44331691 / 5.0, 2e-9));
    const auto lonely = HawkesHistory::make(std::vector{1.0}, std::vector{0}, 2, 2.0).value();
    const auto b = attribution(lonely, small_model()).value();
    CHECK(b.background_share[0].value() == 1.0);
    CHECK_FALSE(b.background_share[1]);
    CHECK_FALSE(b.cross_share[1]);
}

TEST_CASE("outlook of the worked example", "[hawkes][derived]")
{
    const auto state = state_at_end(small_history(), small_model()).value();
    CHECK(state.memory[0] == within(0.00178734, 5e-9));
    CHECK(state.memory[1] == within(0.02740374, 5e-9));
    CHECK(state.intensity[0] == within(0.15795902086698818, 1e-14));
    CHECK(state.intensity[1] == within(0.10283574207155666, 1e-14));
    const auto week = outlook(small_model(), state.intensity, 7.0).value();
    CHECK(week.quiet_integral[0] == within(1.05991199, 5e-9));
    CHECK(week.quiet_integral[1] == within(0.70353157, 5e-9));
    CHECK(week.any_probability == within(0.8285465635327277, 1e-13));
    CHECK(week.expected_events[0] == within(1.73677729, 5e-9));
    CHECK(week.expected_events[1] == within(1.44166780, 5e-9));
    CHECK(week.expected_intensity[0] == within(0.29008854, 5e-9));
    CHECK(week.expected_intensity[1] == within(0.25007475, 5e-9));
    CHECK(week.own_probability_floor[0] == Approx(1.0 - std::exp(-1.05991199)).epsilon(1e-8));
}

TEST_CASE("intensities at the events of the worked example", "[hawkes][derived]")
{
    const std::vector<double> wanted{0.15,           0.341315216573, 0.371201399634, 0.228779278969, 0.264231597650,
                                     0.194164339035, 0.334444812535, 0.525093097960, 0.175596119210, 0.123783153157};
    const auto intensities = intensities_at_events(small_history(), small_model()).value();
    REQUIRE(intensities.size() == wanted.size());
    for (std::size_t k = 0; k < wanted.size(); ++k) CHECK(intensities[k] == within(wanted[k], 1e-12));
}

TEST_CASE("mean counts of an empty past", "[hawkes][derived]")
{
    // Rizoiu et al. (2022): mu/(1-n) [(c - a) - n/(beta (1-n)) (exp(-beta (1-n) a) - exp(-beta (1-n) c))].
    const HawkesModel model{Eigen::VectorXd::Constant(1, 0.2), Eigen::MatrixXd::Constant(1, 1, 0.5), 0.8};
    const double first = outlook(model, model.background, 7.0)->expected_events[0];
    const double both = outlook(model, model.background, 14.0)->expected_events[0];
    CHECK(first == within(2.3304050313126092, 1e-13));
    CHECK(both - first == within(2.7714439005456324, 1e-12));
}

TEST_CASE("an explosive process has an outlook too", "[hawkes][derived]")
{
    // scipy 1.10 solve_ivp of the mean equations, relative tolerance 1e-12; (I - A)^-1 would give negative rates.
    const auto model = two_types(0.2, 0.1, rows(0.9, 0.4, 0.5, 0.8), 0.6);
    const auto ahead = outlook(model, Eigen::Vector2d{0.5, 0.3}, 5.0).value();
    CHECK(ahead.expected_intensity[0] == Approx(1.8445243572344865).epsilon(1e-9));
    CHECK(ahead.expected_intensity[1] == Approx(1.6723477276270828).epsilon(1e-9));
    CHECK(ahead.expected_events[0] == Approx(5.3504070601641684).epsilon(1e-9));
    CHECK(ahead.expected_events[1] == Approx(4.439786586851399).epsilon(1e-9));
    // Critical: the mean of one type grows as mu t (1 + beta t / 2).
    const HawkesModel critical{Eigen::VectorXd::Constant(1, 0.3), Eigen::MatrixXd::Constant(1, 1, 1.0), 0.5};
    CHECK(outlook(critical, critical.background, 4.0)->expected_events[0] == Approx(0.3 * 4.0 * 2.0).epsilon(1e-13));
}

TEST_CASE("outlooks keep their order", "[hawkes][derived]")
{
    CHECK(rc::check("probabilities, counts and the stationary limit", [](std::uint64_t id) {
        Draws draws{id};
        const int types = 1 + draws.below(4);
        auto model = random_model(draws, types);
        model.branching *= 0.8 / std::max(0.8, branching_spectral_radius(model.branching).value());
        const auto history = random_history(draws, static_cast<std::size_t>(draws.below(40)), types, 0.1);
        const auto state = state_at_end(history, model).value();
        RC_ASSERT((state.intensity.array() >= model.background.array()).all());
        const double span = std::exp(draws.between(-3.0, 3.0));
        const auto ahead = outlook(model, state.intensity, span).value();
        const auto further = outlook(model, state.intensity, 2.0 * span).value();
        RC_ASSERT(ahead.any_probability > 0.0 && ahead.any_probability <= 1.0);
        RC_ASSERT(further.any_probability >= ahead.any_probability);
        for (Eigen::Index i = 0; i < types; ++i) {
            RC_ASSERT(ahead.own_probability_floor[i] <= ahead.any_probability * (1.0 + 1e-12));
            RC_ASSERT(ahead.expected_events[i] >= ahead.quiet_integral[i] * (1.0 - 1e-9));
            RC_ASSERT(further.expected_events[i] >= ahead.expected_events[i]);
        }
        const auto late = outlook(model, state.intensity, 400.0 / model.decay).value();
        const auto rate = stationary_rate(model).value();
        RC_ASSERT((late.expected_intensity - rate).cwiseAbs().maxCoeff() < 1e-6 * rate.maxCoeff());
    }));
}

TEST_CASE("illegal outlooks are refused", "[hawkes][derived]")
{
    const auto model = small_model();
    CHECK(outlook(model, Eigen::Vector2d{0.1, 0.1}, 7.0).error().code == Errc::bad_value);  // below the background
    CHECK(outlook(model, Eigen::VectorXd::Constant(3, 1.0), 7.0).error().code == Errc::bad_value);
    CHECK(outlook(model, Eigen::Vector2d{nan_value, 0.1}, 7.0).error().code == Errc::bad_value);
    for (const double span : {0.0, -1.0, nan_value, 1e300}) {
        CHECK(outlook(model, model.background, span).error().code == Errc::bad_value);
    }
    CHECK(outlook(two_types(1, 1, rows(3, 3, 3, 3), 1), Eigen::Vector2d{1, 1}, 1e4).error().code == Errc::bad_value);
    const HawkesModel single{Eigen::VectorXd::Constant(1, 1), Eigen::MatrixXd::Zero(1, 1), 1};
    CHECK(state_at_end(small_history(), single).error().code == Errc::bad_value);
    CHECK(intensities_at_events(small_history(), single).error().code == Errc::bad_value);
}

TEST_CASE("small samples are withheld or published with their interval", "[hawkes][derived]")
{
    using Counts = std::vector<std::size_t>;
    CHECK(publication_rule(Counts{25, 24}).value() == HawkesPublication::withhold);
    CHECK(publication_rule(Counts{25, 25}).value() == HawkesPublication::with_interval);
    CHECK(publication_rule(Counts{200, 14}).value() == HawkesPublication::withhold);
    CHECK(publication_rule(Counts{135, 15}).value() == HawkesPublication::with_interval);
    CHECK(publication_rule(Counts{136, 15}).value() == HawkesPublication::plain);
    CHECK(publication_rule(Counts{}).error().code == Errc::no_data);
    CHECK(prefers_map(Counts{149}));
    CHECK_FALSE(prefers_map(Counts{75, 75}));
}
