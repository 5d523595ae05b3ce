#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

namespace entangled::web::testing {

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* thing) const noexcept
    {
        Free(thing);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;

inline std::string drained(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    std::string text(data, static_cast<std::size_t>(size));
    BIO_free(bio);
    return text;
}

/// A certificate with its key, made on the spot. An authority signs others, and itself.
class Identity {
  public:
    /// `names` as OpenSSL's configuration writes them, for example `DNS:a.example,IP:127.0.0.1`; `days` from now on.
    Identity(const std::string& name, const std::string& names, const Identity* authority = nullptr, int days = 2)
        : key_(EVP_EC_gen("P-256")), certificate_(X509_new())
    {
        X509* certificate = certificate_.get();
        X509_set_version(certificate, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++last_serial());
        X509_gmtime_adj(X509_getm_notBefore(certificate), -400L * 86'400);
        X509_gmtime_adj(X509_getm_notAfter(certificate), days * 86'400L);
        X509_set_pubkey(certificate, key_.get());
        X509_NAME* subject = X509_get_subject_name(certificate);
        const auto* bytes = reinterpret_cast<const unsigned char*>(name.c_str());
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, bytes, -1, -1, 0);
        X509* issuer = authority == nullptr ? certificate : authority->certificate_.get();
        X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
        if (authority == nullptr) extend(NID_basic_constraints, "critical,CA:TRUE");
        if (!names.empty()) extend(NID_subject_alt_name, names);
        X509_sign(certificate, authority == nullptr ? key_.get() : authority->key_.get(), EVP_sha256());
    }

    [[nodiscard]] const X509& certificate() const noexcept { return *certificate_; }
    [[nodiscard]] std::string certificate_pem() const
    {
        BIO* bio = BIO_new(BIO_s_mem());
        PEM_write_bio_X509(bio, certificate_.get());
        return drained(bio);
    }
    [[nodiscard]] std::string key_pem(const char* passphrase = nullptr) const
    {
        BIO* bio = BIO_new(BIO_s_mem());
        const EVP_CIPHER* cipher = passphrase == nullptr ? nullptr : EVP_aes_128_cbc();
        const int size = passphrase == nullptr ? 0 : static_cast<int>(std::string{passphrase}.size());
        PEM_write_bio_PKCS8PrivateKey(bio, key_.get(), cipher, passphrase, size, nullptr, nullptr);
        return drained(bio);
    }

  private:
    Key key_;
    Certificate certificate_;

    static long& last_serial()
    {
        static long serial = 0;
        return serial;
    }

    void extend(int nid, const std::string& value)
    {
        X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str());
        X509_add_ext(certificate_.get(), extension, -1);
        X509_EXTENSION_free(extension);
    }
};

}  // namespace entangled::web::testing
