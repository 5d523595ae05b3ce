#include "indicators/kernels/hawkes/simulate.hpp"

#include "indicators/kernels/numbers/draws.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace entangled::kernels {
namespace {

struct Stream {
    std::uint64_t id;
    std::uint64_t draw = 0;

    double uniform() { return kernels::uniform(id, draw++); }
    double exponential() { return -std::log(uniform()); }
};

using Events = std::vector<std::pair<double, int>>;

Error too_many() { return {Errc::bad_value, "hawkes: more events than allowed, the process may be explosive"}; }

Result<void> check_simulation(const HawkesModel& model, const HawkesSimulation& simulation)
{
    if (const auto legal = check(model); !legal) return legal;
    if (!std::isfinite(simulation.horizon) || simulation.horizon <= 0.0) {
        return Error{Errc::bad_value, "hawkes: the horizon is not positive"};
    }
    return {};
}

Result<HawkesHistory> history_of(Events events, const HawkesModel& model, double horizon)
{
    std::ranges::sort(events);
    std::vector<double> times;
    std::vector<int> types;
    for (const auto& [time, type] : events) {
        times.push_back(std::min(time, horizon));
        types.push_back(type);
    }
    return HawkesHistory::make(times, types, static_cast<std::size_t>(model.background.size()), horizon);
}

bool add_immigrants(const HawkesModel& model, const HawkesSimulation& simulation, Events& events)
{
    for (Eigen::Index i = 0; i < model.background.size(); ++i) {
        if (model.background[i] == 0.0) continue;
        Stream stream{derived_id(simulation.id, static_cast<std::uint64_t>(i))};
        double time = stream.exponential() / model.background[i];
        while (time < simulation.horizon) {
            if (events.size() >= simulation.max_events) return false;
            events.emplace_back(time, static_cast<int>(i));
            time += stream.exponential() / model.background[i];
        }
    }
    return true;
}

/// Only children inside the window are drawn, so that each draw is an event and the number of draws is bounded.
bool add_children(const HawkesModel& model, const HawkesSimulation& simulation, std::size_t parent, Events& events)
{
    const auto [time, type] = events[parent];
    const double inside = -std::expm1(-model.decay * (simulation.horizon - time));
    const auto types = static_cast<std::uint64_t>(model.background.size());
    Stream stream{derived_id(simulation.id, types + parent)};
    for (Eigen::Index i = 0; i < model.background.size(); ++i) {
        const double expected = model.branching(i, type) * inside;
        // Arrivals of a unit process up to `expected` are Poisson in number.
        for (double sum = stream.exponential(); sum < expected; sum += stream.exponential()) {
            if (events.size() >= simulation.max_events) return false;
            const double delay = -std::log1p(-stream.uniform() * inside) / model.decay;
            events.emplace_back(time + delay, static_cast<int>(i));
        }
    }
    return true;
}

/// The type of a candidate: that of the first partial sum of intensities above `level`, or none.
int chosen_type(const Eigen::VectorXd& intensity, double level)
{
    double sum = 0.0;
    for (Eigen::Index i = 0; i < intensity.size(); ++i) {
        sum += intensity[i];
        if (level < sum) return static_cast<int>(i);
    }
    return -1;
}

}  // namespace

Result<HawkesHistory> simulate_hawkes_clusters(const HawkesModel& model, const HawkesSimulation& simulation)
{
    if (const auto legal = check_simulation(model, simulation); !legal) return legal.error();
    Events events;
    if (!add_immigrants(model, simulation, events)) return too_many();
    for (std::size_t parent = 0; parent < events.size(); ++parent) {
        if (!add_children(model, simulation, parent, events)) return too_many();
    }
    return history_of(std::move(events), model, simulation.horizon);
}

Result<HawkesHistory> simulate_hawkes_thinning(const HawkesModel& model, const HawkesSimulation& simulation)
{
    if (const auto legal = check_simulation(model, simulation); !legal) return legal.error();
    Stream stream{simulation.id};
    Events events;
    Eigen::VectorXd excited = Eigen::VectorXd::Zero(model.background.size());
    const std::size_t most_candidates = 64 * (1 + std::min(simulation.max_events, std::size_t{1} << 48U));
    double time = 0.0;
    for (std::size_t candidates = 0; candidates < most_candidates; ++candidates) {
        const double bound = model.background.sum() + excited.sum();
        if (!std::isfinite(bound)) return too_many();
        const double step = bound > 0.0 ? stream.exponential() / bound : simulation.horizon;
        if (!(time + step < simulation.horizon)) return history_of(std::move(events), model, simulation.horizon);
        time += step;
        excited *= std::exp(-model.decay * step);
        const int type = chosen_type(model.background + excited, stream.uniform() * bound);
        if (type < 0) continue;
        if (events.size() >= simulation.max_events) return too_many();
        events.emplace_back(time, type);
        excited += model.decay * model.branching.col(type);
    }
    return too_many();
}

}  // namespace entangled::kernels
