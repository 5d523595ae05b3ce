#include "tests/kernels/hawkes/samples.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

bool close(double a, double b, double relative) { return std::abs(a - b) <= relative * std::max(1.0, std::abs(b)); }

/// The recursion over distinct times, one event after the other: O(n d), for long histories.
double plain_recursion(const HawkesHistory& history, const HawkesModel& model)
{
    const auto times = history.times();
    Eigen::VectorXd memory = Eigen::VectorXd::Zero(model.background.size());
    Eigen::VectorXd pending = memory;
    double sum = -history.horizon() * model.background.sum();
    for (std::size_t k = 0; k < times.size(); ++k) {
        if (k > 0 && times[k] > times[k - 1]) {
            memory = std::exp(-model.decay * (times[k] - times[k - 1])) * (memory + pending);
            pending.setZero();
        }
        const Eigen::Index type = history.types()[k];
        sum += std::log(model.background[type] + model.decay * model.branching.row(type).dot(memory));
        sum += model.branching.col(type).sum() * std::expm1(-model.decay * (history.horizon() - times[k]));
        pending[type] += 1.0;
    }
    return sum;
}

HawkesHistory with_types(const HawkesHistory& history, const std::vector<int>& types, std::size_t count)
{
    return HawkesHistory::make(history.times(), types, count, history.horizon()).value();
}

}  // namespace

TEST_CASE("the fast likelihood is the naive double sum", "[hawkes][likelihood]")
{
    CHECK(rc::check("1 to 6 types, with and without ties", [](std::uint64_t id) {
        Draws draws{id};
        const int types = 1 + draws.below(6);
        const auto n = static_cast<std::size_t>(draws.below(150));
        const auto history = random_history(draws, n, types, draws.unit() < 0.5 ? 0.0 : draws.unit());
        const auto model = random_model(draws, types);
        RC_ASSERT(
            close(hawkes_likelihood(history, model)->log_likelihood, naive_log_likelihood(history, model), 1e-11));
    }));
}

TEST_CASE("long histories are cut into stretches without a trace", "[hawkes][likelihood]")
{
    const int types = GENERATE(1, 2, 3, 5);
    const double ties = GENERATE(0.0, 0.4);
    // From a memory shorter than a gap to one longer than the history.
    const double decay = GENERATE(30.0, 0.5, 1e-3, 1e-6);
    CAPTURE(types, ties, decay);
    Draws draws{static_cast<std::uint64_t>(types)};
    const auto history = random_history(draws, 20'000, types, ties);
    auto model = random_model(draws, types);
    model.decay = decay;
    const double value = hawkes_likelihood(history, model)->log_likelihood;
    CHECK(value == Approx(plain_recursion(history, model)).epsilon(1e-11));
}

TEST_CASE("the number of threads does not change a byte", "[hawkes][likelihood]")
{
    const int types = GENERATE(2, 4);
    Draws draws{99};
    const auto history = random_history(draws, 50'000, types, 0.1);
    const auto model = random_model(draws, types);
    HawkesLikelihood alone{history, 1};
    HawkesLikelihood together{history, 2};
    HawkesEvaluation one;
    HawkesEvaluation two;
    CHECK(alone.evaluate(model, one).value() == together.evaluate(model, two).value());
    CHECK(one.gradient.background == two.gradient.background);
    CHECK(one.gradient.branching == two.gradient.branching);
    CHECK(one.gradient.decay == two.gradient.decay);
    // And a workspace used before gives what a new one gives.
    CHECK(alone.evaluate(random_model(draws, types), two).has_value());
    CHECK(alone.evaluate(model, two).value() == one.log_likelihood);
}

TEST_CASE("the gradient is that of the likelihood", "[hawkes][likelihood]")
{
    CHECK(rc::check("central differences", [](std::uint64_t id) {
        Draws draws{id};
        const int types = 1 + draws.below(5);
        const auto history = random_history(draws, 5 + static_cast<std::size_t>(draws.below(100)), types, 0.2);
        auto model = random_model(draws, types);
        model.branching.array() += 0.05;
        const auto gradient = hawkes_likelihood(history, model)->gradient;
        const auto slope = [&](double& parameter) {
            const double centre = parameter;
            const double step = 1e-5 * centre;
            parameter = centre + step;
            const double above = hawkes_likelihood(history, model)->log_likelihood;
            parameter = centre - step;
            const double below = hawkes_likelihood(history, model)->log_likelihood;
            parameter = centre;
            return (above - below) / (2.0 * step);
        };
        const double scale = 1e-6 * static_cast<double>(10 + history.size());
        for (Eigen::Index i = 0; i < types; ++i) {
            RC_ASSERT(std::abs(slope(model.background[i]) - gradient.background[i]) <
                      scale * (1.0 + std::abs(gradient.background[i])));
            for (Eigen::Index j = 0; j < types; ++j) {
                RC_ASSERT(std::abs(slope(model.branching(i, j)) - gradient.branching(i, j)) <
                          scale * (1.0 + std::abs(gradient.branching(i, j))));
            }
        }
        RC_ASSERT(std::abs(slope(model.decay) - gradient.decay) < scale * (1.0 + std::abs(gradient.decay)));
    }));
}

TEST_CASE("likelihoods keep their symmetries", "[hawkes][likelihood]")
{
    CHECK(rc::check("swapping two types swaps the gradient, to the byte", [](std::uint64_t id) {
        Draws draws{id};
        const auto history = random_history(draws, 1 + static_cast<std::size_t>(draws.below(120)), 2, 0.0);
        const auto model = random_model(draws, 2);
        std::vector<int> other;
        for (const auto type : history.types()) other.push_back(1 - type);
        const HawkesModel swapped{model.background.reverse(), model.branching.reverse(), model.decay};
        const auto a = hawkes_likelihood(history, model).value();
        const auto b = hawkes_likelihood(with_types(history, other, 2), swapped).value();
        RC_ASSERT(a.log_likelihood == b.log_likelihood);
        RC_ASSERT(a.gradient.background == b.gradient.background.reverse());
        RC_ASSERT(a.gradient.branching == b.gradient.branching.reverse());
    }));
    CHECK(rc::check("another unit of time adds n log(unit)", [](std::uint64_t id) {
        Draws draws{id};
        const auto history = random_history(draws, 1 + static_cast<std::size_t>(draws.below(120)), 2, 0.1);
        const auto model = random_model(draws, 2);
        std::vector<double> times(history.times().begin(), history.times().end());
        for (double& time : times) time *= 64.0;
        const std::vector<int> types(history.types().begin(), history.types().end());
        const auto slow = HawkesHistory::make(times, types, 2, history.horizon() * 64.0).value();
        const HawkesModel slower{model.background / 64.0, model.branching, model.decay / 64.0};
        const double wanted =
            hawkes_likelihood(history, model)->log_likelihood - static_cast<double>(history.size()) * std::log(64.0);
        RC_ASSERT(close(hawkes_likelihood(slow, slower)->log_likelihood, wanted, 1e-12));
    }));
    CHECK(rc::check("types that never occur add their background only", [](std::uint64_t id) {
        Draws draws{id};
        const auto history = random_history(draws, 1 + static_cast<std::size_t>(draws.below(120)), 2, 0.1);
        auto model = random_model(draws, 5);
        model.branching.bottomRows(3).setZero();
        const std::vector<int> types(history.types().begin(), history.types().end());
        const HawkesModel inner{model.background.head(2), model.branching.topLeftCorner(2, 2), model.decay};
        const double wanted =
            hawkes_likelihood(history, inner)->log_likelihood - history.horizon() * model.background.tail(3).sum();
        RC_ASSERT(close(hawkes_likelihood(with_types(history, types, 5), model)->log_likelihood, wanted, 1e-12));
    }));
}

TEST_CASE("parts of an evaluation fit together", "[hawkes][likelihood]")
{
    CHECK(rc::check("log part, compensator and the EM identity", [](std::uint64_t id) {
        Draws draws{id};
        const int types = 1 + draws.below(5);
        const auto history = random_history(draws, 1 + static_cast<std::size_t>(draws.below(120)), types, 0.2);
        const auto model = random_model(draws, types);
        const auto e = hawkes_likelihood(history, model).value();
        RC_ASSERT(e.log_likelihood == e.log_part - e.compensator);
        const double compensator =
            history.horizon() * model.background.sum() + (model.branching * e.sums.exposure).sum();
        RC_ASSERT(close(e.compensator, compensator, 1e-12));
        // Every event is either background or a child: the probabilities of each type add to its count.
        const Eigen::VectorXd total = model.background.cwiseProduct(e.sums.inverse) +
                                      model.decay * model.branching.cwiseProduct(e.sums.memory).rowwise().sum();
        for (Eigen::Index i = 0; i < types; ++i) {
            RC_ASSERT(close(total[i], static_cast<double>(history.counts()[static_cast<std::size_t>(i)]), 1e-11));
        }
    }));
}

TEST_CASE("a memory longer than the window keeps its digits", "[hawkes][likelihood]")
{
    // S = sum of 1 - exp(-x) with x near 1e-12: as n - R it would keep four digits.
    const std::vector<double> times{1.0, 2.0, 3.5};
    const auto history = HawkesHistory::make(times, std::vector<int>{0, 0, 0}, 1, 4.0).value();
    const HawkesModel model{Eigen::VectorXd::Constant(1, 0.5), Eigen::MatrixXd::Constant(1, 1, 0.5), 1e-12};
    const auto e = hawkes_likelihood(history, model).value();
    CHECK(e.sums.exposure[0] == Approx(5.5e-12).epsilon(1e-11));
    CHECK(e.sums.late[0] == Approx(5.5).epsilon(1e-11));
}

TEST_CASE("crowds at one moment are one tie, however many stretches they could fill", "[hawkes][likelihood]")
{
    const int types = GENERATE(1, 2, 4);
    Draws draws{3};
    std::vector<double> times(20'000, 1.0);
    times.insert(times.end(), 15'000, 2.5);
    std::vector<int> kinds;
    for (std::size_t k = 0; k < times.size(); ++k) kinds.push_back(draws.below(types));
    const auto history = HawkesHistory::make(times, kinds, static_cast<std::size_t>(types), 3.0).value();
    const auto model = random_model(draws, types);
    CHECK(hawkes_likelihood(history, model)->log_likelihood == Approx(plain_recursion(history, model)).epsilon(1e-11));
}
