#include "daemon/web/verdict_cache.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <algorithm>
#include <stdexcept>
#include <string>

namespace entangled::web {
namespace {

bool contains(const std::deque<VerdictCache::Digest>& digests, const VerdictCache::Digest& digest) noexcept
{
    return std::any_of(digests.begin(), digests.end(), [&](const VerdictCache::Digest& known) {
        return CRYPTO_memcmp(known.data(), digest.data(), digest.size()) == 0;
    });
}

}  // namespace

VerdictCache::VerdictCache()
{
    if (RAND_bytes(key_.data(), static_cast<int>(key_.size())) != 1) {
        throw std::runtime_error("the system gives no random bytes");
    }
}

VerdictCache::Digest VerdictCache::digest(std::string_view user, std::string_view hash, std::string_view password) const
{
    // With their lengths in front no two triples are the same text.
    std::string text = fmt::format("{}:{}:", user.size(), hash.size());
    text.append(user).append(hash).append(password);
    Digest result{};
    const std::basic_string<unsigned char> bytes(text.begin(), text.end());
    HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()), bytes.data(), bytes.size(), result.data(), nullptr);
    return result;
}

std::optional<bool> VerdictCache::find(const Digest& digest) const noexcept
{
    if (contains(right_, digest)) return true;
    if (contains(wrong_, digest)) return false;
    return std::nullopt;
}

void VerdictCache::keep(const Digest& digest, bool is_right)
{
    std::deque<Digest>& digests = is_right ? right_ : wrong_;
    if (contains(digests, digest)) return;
    if (digests.size() >= capacity) digests.pop_front();
    digests.push_back(digest);
}

}  // namespace entangled::web
