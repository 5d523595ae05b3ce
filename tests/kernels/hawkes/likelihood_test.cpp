#include "indicators/kernels/hawkes/likelihood.hpp"

#include "tests/kernels/hawkes/samples.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

HawkesModel one_type(double mu, double branching, double decay)
{
    return {Eigen::VectorXd::Constant(1, mu), Eigen::MatrixXd::Constant(1, 1, branching), decay};
}

HawkesHistory history_of(const std::vector<double>& times, const std::vector<int>& types, double horizon)
{
    int most = 0;
    for (const int type : types) most = std::max(most, type);
    return HawkesHistory::make(times, types, static_cast<std::size_t>(most) + 1, horizon).value();
}

auto near(double value) { return Approx(value).epsilon(1e-12).margin(1e-12); }

}  // namespace

TEST_CASE("likelihood and gradient are those of tick", "[hawkes][likelihood]")
{
    // tick 0.6 (Bacry et al. 2017), C++ test of ModelHawkesExpKernLogLik: its loss is -(LL + d T) / n
    // = 2.9434509731246283.
    const auto history = history_of({0.12, 0.31, 0.93, 1.19, 1.29, 2.12, 2.32, 2.41, 3.35, 4.21, 4.25},
                                    {1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 0}, 4.25);
    const auto e = hawkes_likelihood(history, two_types(1.0, 3.0, rows(2, 3, 4, 1), 2.0)).value();
    CHECK(e.log_likelihood == near(-40.87796070437091));
    CHECK(-(e.log_likelihood + 2.0 * 4.25) / 11.0 == near(2.9434509731246283));
    CHECK(e.gradient.background[0] == near(-3.364490164557759));
    CHECK(e.gradient.background[1] == near(-3.07380245159114));
    CHECK(e.gradient.branching(0, 0) == near(-3.592294303555928));
    CHECK(e.gradient.branching(0, 1) == near(-3.753130475968507));
    CHECK(e.gradient.branching(1, 0) == near(-3.4617341387872225));
    CHECK(e.gradient.branching(1, 1) == near(-4.4496846232673555));
    CHECK(e.gradient.decay == near(-1.409050417081387));
    // Rows read as sources give another number.
    const auto transposed = hawkes_likelihood(history, two_types(1.0, 3.0, rows(2, 4, 3, 1), 2.0)).value();
    CHECK(std::abs(transposed.log_likelihood - e.log_likelihood) > 0.1);
}

TEST_CASE("one type agrees with hawkesbow and hawkeslib", "[hawkes][likelihood]")
{
    SECTION("hawkesbow (Cheysson 2021), its test of the closed form")
    {
        const double ln2 = 0.6931471805599453;
        const auto e = hawkes_likelihood(history_of({1, 2, 3, 4}, {0, 0, 0, 0}, 5), one_type(1.0, 0.5, ln2)).value();
        double closed = -209.0 / 32.0;
        for (const double a : {0.0, 0.5, 0.75, 0.875}) closed += std::log(1.0 + 0.5 * ln2 * a);
        CHECK(e.log_likelihood == near(closed));
        CHECK(e.log_likelihood == near(-5.875522050227458));
        CHECK(e.gradient.background[0] == near(-1.5866873267216386));
        CHECK(e.gradient.branching(0, 0) == near(-1.8891253465567224));
        CHECK(e.gradient.decay == near(-0.7545097700407626));
    }
    SECTION("hawkeslib (Caner Turkmen 2018), inputs of its test")
    {
        const auto history = history_of({3.0, 4.0, 6.0, 8.2, 9.0, 12.0}, {0, 0, 0, 0, 0, 0}, 15.0);
        const auto e = hawkes_likelihood(history, one_type(5.0, 0.2, 10.0)).value();
        CHECK(e.log_likelihood == near(-66.54322018860304));
        CHECK(e.gradient.background[0] == near(-13.800030465525246));
        CHECK(e.gradient.branching(0, 0) == near(-5.999238361868768));
        CHECK(e.gradient.decay == Approx(-0.00011026241265182224).epsilon(1e-9));
    }
    SECTION("no events: minus the background's integral")
    {
        const auto nothing = HawkesHistory::make({}, {}, 1, 2.0).value();
        const auto e = hawkes_likelihood(nothing, one_type(5.0, 0.2, 10.0)).value();
        CHECK(e.log_likelihood == -10.0);
        CHECK(e.gradient.background[0] == -2.0);
        CHECK(e.gradient.decay == 0.0);
        CHECK(poisson_log_likelihood(nothing) == 0.0);
    }
}

TEST_CASE("the worked example of two sides", "[hawkes][likelihood]")
{
    // Values in 40-digit arithmetic by the naive double sum.
    const auto e = hawkes_likelihood(small_history(), small_model()).value();
    CHECK(e.log_likelihood == near(-24.46281894077282));
    CHECK(e.log_part == near(-13.976312394446003));
    CHECK(e.compensator == near(10.486506546326819));
    CHECK(e.gradient.background[0] == near(2.1102092312273335));
    CHECK(e.gradient.background[1] == near(2.1541006741840576));
    CHECK(e.gradient.branching(0, 0) == near(-2.8584289116513197));
    CHECK(e.gradient.branching(0, 1) == near(-1.3854195036288597));
    CHECK(e.gradient.branching(1, 0) == near(0.43138047181030537));
    CHECK(e.gradient.branching(1, 1) == near(-1.5598660214359694));
    CHECK(e.gradient.decay == near(-0.6880179110573553));
    CHECK(e.sums.at_end[0] == Approx(0.00178734).margin(5e-9));
    CHECK(e.sums.at_end[1] == Approx(0.02740374).margin(5e-9));
    CHECK(poisson_log_likelihood(small_history()) == near(-23.862943611198908));
}

TEST_CASE("simultaneous events do not excite each other", "[hawkes][likelihood]")
{
    const auto history = history_of({1, 1, 2, 2, 2, 5}, {0, 1, 0, 0, 1, 1}, 6.0);
    const auto e = hawkes_likelihood(history, small_model()).value();
    CHECK(e.log_likelihood == near(-13.688534247273385));
    CHECK(e.gradient.background[0] == near(6.418673313958788));
    CHECK(e.gradient.background[1] == near(12.608108462237354));
    CHECK(e.gradient.branching(0, 0) == near(-0.8325254024160209));
    CHECK(e.gradient.branching(0, 1) == near(-0.4239586422771655));
    CHECK(e.gradient.branching(1, 0) == near(-0.7596436152488022));
    CHECK(e.gradient.branching(1, 1) == near(-0.7320251758288245));
    CHECK(e.gradient.decay == near(-1.0635014165023293));
    // One event after the other at lag 0, as a loop over events does, gives -10.554728645050714.
    CHECK(std::abs(e.log_likelihood + 10.554728645050714) > 3.0);
    const auto permuted = history_of({1, 1, 2, 2, 2, 5}, {1, 0, 1, 0, 0, 1}, 6.0);
    CHECK(hawkes_likelihood(permuted, small_model())->log_likelihood == e.log_likelihood);
}

TEST_CASE("three types with ties", "[hawkes][likelihood]")
{
    // Naive double sum and numerical derivatives in mpmath, 40 digits.
    const auto history =
        history_of({0.5, 0.9, 1.1, 1.1, 2.3, 2.9, 3.0, 4.75, 4.75, 6.5, 7.25}, {0, 2, 1, 2, 0, 1, 1, 2, 0, 2, 1}, 8.0);
    HawkesModel model{Eigen::Vector3d{0.3, 0.2, 0.25}, Eigen::Matrix3d{}, 1.3};
    model.branching << 0.1, 0.2, 0.3, 0.05, 0.4, 0.0, 0.25, 0.15, 0.35;
    const auto e = hawkes_likelihood(history, model).value();
    CHECK(e.log_likelihood == near(-23.2735385463231208));
    const std::vector<double> slopes{
        0.029848513212199845, 6.0973715896757587,  1.7764718613241426,  -2.5784184487302753, -2.3667714740054413,
        -2.8435450705284984,  2.9607274490385473,  -1.4117225019249048, 4.1903605596386471,  0.15860647572090964,
        -2.6966150976212047,  -2.0384000894068566, -0.90469551689020857};
    for (Eigen::Index i = 0; i < 3; ++i) {
        CHECK(e.gradient.background[i] == near(slopes[static_cast<std::size_t>(i)]));
        for (Eigen::Index j = 0; j < 3; ++j) {
            CHECK(e.gradient.branching(i, j) == near(slopes[static_cast<std::size_t>(3 + 3 * i + j)]));
        }
    }
    CHECK(e.gradient.decay == near(slopes[12]));
}

TEST_CASE("the year of 184 events", "[hawkes][likelihood]")
{
    // The simulated sample's own record: log-likelihood at the truth and of a Poisson process, in double precision.
    const auto history = simulated_history();
    REQUIRE(history.size() == 184);
    CHECK(history.counts()[0] == 96);
    CHECK(hawkes_likelihood(history, simulated_truth())->log_likelihood == near(-387.09157361831967));
    CHECK(poisson_log_likelihood(history) == Approx(-437.3980470).epsilon(0).margin(5e-8));
}

TEST_CASE("illegal models and histories have no likelihood", "[hawkes][likelihood]")
{
    const auto history = small_history();
    const auto code = [&](const HawkesModel& model) { return hawkes_likelihood(history, model).error().code; };
    CHECK(code(one_type(1.0, 0.5, 1.0)) == Errc::bad_value);
    CHECK(code(two_types(0.0, 0.1, rows(0, 0, 0, 0), 1.0)) == Errc::bad_value);  // an event of a type that has none
    CHECK(code(two_types(1e-310, 0.1, rows(0, 0, 0, 0), 1.0)) == Errc::bad_value);
    CHECK(code(two_types(0.1, 0.1, rows(1e300, 1e300, 1e300, 1e300), 1e300)) == Errc::bad_value);
    // Types without background live on the others'.
    const auto fed = history_of({1.0, 1.5, 2.0}, {0, 1, 1}, 3.0);
    const auto model = two_types(0.5, 0.0, rows(0.1, 0.2, 0.6, 0.3), 1.0);
    CHECK(hawkes_likelihood(fed, model)->log_likelihood == near(naive_log_likelihood(fed, model)));
}

TEST_CASE("tiny and huge intensities are multiplied without loss", "[hawkes][likelihood]")
{
    // Sixteen factors of 1e-30 leave the range of double, one logarithm each does not.
    for (const double unit : {1e-30, 1e-200, 1e25, 1e140}) {
        CAPTURE(unit);
        Draws draws{17};
        const auto history = random_history(draws, 300, 2, 0.2);
        std::vector<double> times(history.times().begin(), history.times().end());
        for (double& time : times) time /= unit;
        const std::vector<int> types(history.types().begin(), history.types().end());
        const auto scaled = HawkesHistory::make(times, types, 2, history.horizon() / unit).value();
        const auto model = small_model();
        const HawkesModel faster{model.background * unit, model.branching, model.decay * unit};
        const double wanted = hawkes_likelihood(history, model)->log_likelihood + 300.0 * std::log(unit);
        CHECK(hawkes_likelihood(scaled, faster)->log_likelihood == Approx(wanted).epsilon(1e-12));
    }
}
