#pragma once

#include <chrono>

namespace entangled::web {

/// At most `burst` requests at once, and one more for each interval that has passed.
struct RateLimit {
    std::chrono::milliseconds interval{};
    int burst{1};
    friend bool operator==(const RateLimit&, const RateLimit&) = default;
};

/// A bucket of tokens for all clients together.
class TokenBucket {
  public:
    using Time = std::chrono::steady_clock::time_point;
    explicit TokenBucket(const RateLimit& limit) noexcept : limit_(limit) {}

    /// Takes a token; false if there is none. Times must not run backwards.
    [[nodiscard]] bool take(Time now) noexcept;

  private:
    RateLimit limit_;
    Time full_at_{};  ///< when all tokens are back
};

}  // namespace entangled::web
