#ifndef SHELFLIFE_CLIBCRYPTO_H
#define SHELFLIFE_CLIBCRYPTO_H
#include <openssl/evp.h>
#endif
