#pragma once

#include <array>
#include <deque>
#include <optional>
#include <string_view>

namespace entangled::web {

/// Remembers which passwords were right and which were wrong, so that each is hashed once. Holds neither names nor
/// passwords, only digests under a key that is made anew with each cache. Bounded: the oldest is forgotten, and wrong
/// ones never drive out right ones.
class VerdictCache {
  public:
    using Digest = std::array<unsigned char, 32>;
    static constexpr std::size_t capacity = 64;  ///< of each kind

    /// Throws std::runtime_error if the system has no random bytes.
    VerdictCache();

    [[nodiscard]] Digest digest(std::string_view user, std::string_view hash, std::string_view password) const;
    /// Empty if it is not known.
    [[nodiscard]] std::optional<bool> find(const Digest& digest) const noexcept;
    void keep(const Digest& digest, bool is_right);

  private:
    Digest key_{};
    std::deque<Digest> right_;
    std::deque<Digest> wrong_;
};

}  // namespace entangled::web
