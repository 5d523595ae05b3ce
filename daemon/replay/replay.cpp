#include "daemon/replay/replay.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "daemon/alerts/evaluate.hpp"

namespace entangled {

Replay::Replay(std::shared_ptr<const Plan> plan, std::shared_ptr<const Dataset> dataset)
    : plan_(std::move(plan)), dataset_(std::move(dataset))
{
}

ReplayStep Replay::advance(Timestamp time)
{
    const AlertStates before = last_ ? last_->alerts : AlertStates{};
    last_ = next_cycle(last_, before, plan_, dataset_, time);
    ReplayStep step{last_, {}};
    std::copy_if(last_->events.begin(), last_->events.end(), std::back_inserter(step.changes),
                 [&](const AlertEvent& event) { return is_news(event, before); });
    return step;
}

}  // namespace entangled
