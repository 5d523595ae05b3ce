#include "daemon/engine/plan.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <map>

#include "indicators/core/digest.hpp"

namespace entangled {
namespace {

using Index = std::map<std::string_view, std::size_t>;

struct Configured {
    std::vector<std::optional<Body>> bodies;
    std::vector<PlanError> errors;
};

Configured configure_all(std::span<const ReadingSpec> specs, const ConfigureContext& context)
{
    Configured configured;
    for (const auto& spec : specs) {
        auto body = spec.kind->configure(spec.parameters, context);
        if (body) {
            configured.bodies.push_back(std::move(*body));
        } else {
            configured.errors.push_back({spec.id, body.error().parameter, body.error().detail});
            configured.bodies.emplace_back();
        }
    }
    return configured;
}

// Depth first; a reading met again while it is still open closes a loop.
class Order {
  public:
    Order(std::span<const ReadingSpec> specs, const std::vector<std::optional<Body>>& bodies, const Index& index)
        : specs_(specs), bodies_(bodies), index_(index), marks_(specs.size(), Mark::fresh)
    {
        for (std::size_t i = 0; i < specs.size(); ++i) visit(i);
    }
    [[nodiscard]] const std::vector<std::size_t>& sorted() const noexcept { return sorted_; }
    [[nodiscard]] std::vector<PlanError> errors() && noexcept { return std::move(errors_); }

  private:
    enum class Mark : std::uint8_t { fresh, open, done };

    void visit(std::size_t i)
    {
        if (marks_[i] == Mark::done) return;
        if (marks_[i] == Mark::open) return report_loop(i);
        marks_[i] = Mark::open;
        path_.push_back(i);
        if (bodies_[i]) {
            for (const auto& input : bodies_[i]->readings) visit_input(i, input);
        }
        path_.pop_back();
        marks_[i] = Mark::done;
        sorted_.push_back(i);
    }

    void visit_input(std::size_t i, const std::string& input)
    {
        const auto found = index_.find(input);
        if (found == index_.end()) {
            errors_.push_back({specs_[i].id, {}, fmt::format("is computed from '{}', which is not a reading", input)});
            return;
        }
        visit(found->second);
    }

    void report_loop(std::size_t i)
    {
        std::string names;
        for (auto step = std::find(path_.begin(), path_.end(), i); step != path_.end(); ++step) {
            names += specs_[*step].id + " -> ";
        }
        errors_.push_back({specs_[i].id,
                           {},
                           fmt::format("readings are computed from one another in a loop: {}{}", names, specs_[i].id)});
    }

    std::span<const ReadingSpec> specs_;
    const std::vector<std::optional<Body>>& bodies_;
    const Index& index_;
    std::vector<Mark> marks_;
    std::vector<std::size_t> path_;
    std::vector<std::size_t> sorted_;
    std::vector<PlanError> errors_;
};

std::vector<PlanError> check_inputs(std::span<const ReadingSpec> specs, const std::vector<std::optional<Body>>& bodies,
                                    const Index& index, const CodeBook& codes)
{
    std::vector<PlanError> errors;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        if (!bodies[i] || !specs[i].kind->check) continue;
        std::vector<Upstream> upstream;
        for (const auto& input : bodies[i]->readings) {
            const auto found = index.find(input);
            if (found == index.end() || !bodies[found->second]) break;
            upstream.push_back({input, specs[found->second].kind, &*bodies[found->second]});
        }
        if (upstream.size() != bodies[i]->readings.size()) continue;
        if (auto wrong = specs[i].kind->check(*bodies[i], upstream, codes)) errors.push_back({specs[i].id, {}, *wrong});
    }
    return errors;
}

}  // namespace

const PlannedReading* Plan::find(std::string_view id) const noexcept
{
    const auto found = position(id);
    return found ? &readings[*found] : nullptr;
}

std::optional<std::size_t> Plan::position(std::string_view id) const noexcept
{
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (readings[i].id == id) return i;
    }
    return std::nullopt;
}

PlannedGraph plan_readings(std::span<const ReadingSpec> specs, const ConfigureContext& context)
{
    PlannedGraph graph;
    auto [bodies, errors] = configure_all(specs, context);
    Index index;
    for (std::size_t i = 0; i < specs.size(); ++i) index.emplace(specs[i].id, i);
    Order order(specs, bodies, index);
    const std::vector<std::size_t> sorted = order.sorted();
    graph.errors = std::move(errors);
    for (auto& error : std::move(order).errors()) graph.errors.push_back(std::move(error));
    for (auto& error : check_inputs(specs, bodies, index, context.codes)) graph.errors.push_back(std::move(error));
    if (!graph.errors.empty()) return graph;
    std::map<std::string_view, std::size_t> place;
    for (const std::size_t i : sorted) {
        PlannedReading reading{specs[i].id, specs[i].kind, std::move(*bodies[i]), {}, {}};
        reading.configuration =
            Digest{}.add(reading.id).add(reading.kind->name).add(specs[i].parameters.canonical()).value();
        for (const auto& input : reading.body.readings) reading.upstream.push_back(place.at(input));
        place.emplace(specs[i].id, graph.readings.size());
        graph.readings.push_back(std::move(reading));
    }
    return graph;
}

}  // namespace entangled
