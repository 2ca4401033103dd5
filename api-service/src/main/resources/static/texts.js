// Every word the page says, in each language, and the choice of language.

const MEMORY = 'pomona.language';

const TEXTS = {
  en: {
    ownName: 'English',
    question: 'Which fruit is this?',
    invitation: 'Take a photo of a fruit or vegetable. Pomona tells you what it is, which variety, and what is worth knowing about it.',
    take: 'Take a photo',
    pick: 'Choose a photo',
    takeAnother: 'Another photo',
    pickAnother: 'Choose another photo',
    dropHint: 'or drop one here, or paste it',
    yourPhoto: 'Your photo',
    looking: 'Looking at your photo…',
    privacy: 'Your photo is sent only to be recognised. It is not stored.',
    privacyWithFeedback: 'Your photo is sent only to be recognised. It is not stored, unless you agree to it.',
    knowledge: (labels, photos) => `Pomona knows ${labels} kinds and varieties from ${photos} photos.`,
    credits: 'Pictures',
    developers: 'For developers',

    almostCertainly: 'Almost certainly',
    probably: 'Probably',
    perhaps: 'Perhaps',
    over: (percent) => `over ${percent}`,
    under: (percent) => `under ${percent}`,
    unsure: 'I’m not sure',
    bestGuess: (name, percent) => `My best guess: ${name} (${percent}).`,
    unknown: 'I don’t know this one',
    unknownText: 'It does not look enough like anything I have learnt.',
    couldBe: 'What it could be',
    others: 'Less likely, but possible',
    otherVarieties: 'Or another variety',
    nearest: 'The nearest I know, though probably none of them',
    tip: 'What helps: one kind only, close up, in good light.',
    advice: {
      NOT_LIKE_ANY_FRUIT: 'If it is a fruit or a vegetable, fill the picture with it, in good light.',
      UNFAMILIAR_STYLE: 'It looks a little like what I know. What helps: closer, from the side, on a plain ground, in daylight.',
      AMBIGUOUS: 'These look alike to me. What helps: one kind of fruit at a time, whole, and turned to the light.',
      BLANK: 'The picture shows next to nothing. Is the lens covered, or the light out?',
      COLOURLESS: 'The picture has no colours, and colours tell fruits apart.',
      BLURRED: 'The picture is blurred. Wipe the lens, tap on the fruit to focus, and hold still.',
      FEW_INDEXED_PHOTOS: 'I have seen too few photos of this one to be sure.',
    },
    noCard: 'I have nothing more written about it yet.',
    ifItIs: (name) => `If it is: ${name}`,
    compare: 'To compare:',
    looksLike: (name) => `What it looks like: ${name}`,

    variety: 'Variety',
    goodFor: 'What it is good for',
    season: 'Season',
    storage: 'Storage',
    biodiversity: 'Biodiversity',
    nutrition: 'Nutrition per 100 g',
    source: 'Source:',
    nutrients: {
      energyKcal: 'Energy',
      waterG: 'Water',
      carbohydratesG: 'Carbohydrates',
      sugarsG: 'of which sugars',
      fibreG: 'Fibre',
      proteinG: 'Protein',
      fatG: 'Fat',
      vitaminCMg: 'Vitamin C',
      potassiumMg: 'Potassium',
    },

    feedback: 'Your word on it',
    isThatRight: 'Is that right?',
    yes: 'Yes',
    no: 'No',
    doYouKnow: 'Do you know what it is?',
    doYouKnowTheVariety: 'Do you know which variety it is?',
    tellUs: 'Tell Pomona',
    whatIsIt: 'What is it?',
    somethingElse: 'Something else:',
    whatElse: 'What else it is',
    notAFruit: 'Not a fruit or vegetable',
    keepPhoto: 'Keep my photo too, so that Pomona learns from it. It is stored small, without place, time or name.',
    sendFeedback: 'Send',
    thanks: 'Thank you. That helps.',
    feedbackFailures: {
      400: 'Please use letters, digits and spaces only.',
      404: 'This answer is too old to comment on. Please ask again.',
      409: 'You have told Pomona already. Thank you.',
      other: 'That did not arrive. Please try again.',
    },

    retry: 'Try again',
    accessKey: 'Access key',
    useKey: 'Use this key',
    noKey: 'This cannot be a key: it has signs that no key has, such as curly quotes or long dashes.',
    forgetKey: 'Forget my access key',
    keyForgotten: 'Your access key is forgotten.',
    retryIn: (time) => `Try again in ${time}`,
    failures: {
      400: ['The photo did not arrive', 'Please send it again, or take another one.'],
      401: ['An access key is needed', 'This service answers those who have a key. Whoever runs it can give you one.'],
      wrongKey: ['This key is not accepted', 'Please check it for typing errors, or ask whoever runs this service for another one.'],
      413: ['This photo is too large', 'Please take a new one here, or choose a smaller one.'],
      415: ['I can’t read this file', 'It is not a picture I know how to open. JPEG, PNG and WebP photos work.'],
      heic: [
        'I can’t read iPhone photos (HEIC)',
        'Please set the iPhone to Settings › Camera › Formats › Most Compatible and take the photo again, or open this page on the iPhone. For a photo that you have: share it, choose Options › Most Compatible, and save it.',
      ],
      422: ['This picture is damaged', 'It seems incomplete, or has an odd size. Please take or choose another one.'],
      429: ['A short pause, please', 'Many photos came from you in a short time.'],
      503: ['Not ready just now', 'Pomona is busy or still getting ready.'],
      offline: ['You are offline', 'Your photo is kept on this page until you are connected again.'],
      unreachable: ['Pomona can’t be reached', 'Please check your connection.'],
      slow: ['No answer came', 'The connection may be slow.'],
      other: ['Something went wrong', 'This is not your fault.'],
    },
  },

  fr: {
    ownName: 'Français',
    question: 'Quel est ce fruit\u00a0?',
    invitation: 'Photographiez un fruit ou un légume\u00a0: Pomona vous dit ce que c’est, de quelle variété, et ce qu’il est bon d’en savoir.',
    take: 'Prendre une photo',
    pick: 'Choisir une photo',
    takeAnother: 'Autre photo',
    pickAnother: 'Choisir une autre photo',
    dropHint: 'ou déposez-la ici, ou collez-la',
    yourPhoto: 'Votre photo',
    looking: 'J’examine votre photo…',
    privacy: 'Votre photo n’est envoyée que pour être reconnue. Elle n’est pas conservée.',
    privacyWithFeedback: 'Votre photo n’est envoyée que pour être reconnue. Elle n’est pas conservée, sauf si vous l’acceptez.',
    knowledge: (labels, photos) => `Pomona connaît ${labels} espèces et variétés, apprises sur ${photos} photos.`,
    credits: 'Images',
    developers: 'Pour les développeurs',

    almostCertainly: 'Presque certainement',
    probably: 'Probablement',
    perhaps: 'Peut-être',
    over: (percent) => `plus de ${percent}`,
    under: (percent) => `moins de ${percent}`,
    unsure: 'J’hésite',
    bestGuess: (name, percent) => `Ma meilleure piste\u00a0: ${name} (${percent}).`,
    unknown: 'Je ne sais pas ce que c’est',
    unknownText: 'Cela ne ressemble pas assez à ce que j’ai appris.',
    couldBe: 'Ce que cela pourrait être',
    others: 'Moins probable, mais possible',
    otherVarieties: 'Ou une autre variété',
    nearest: 'Ce que je connais de plus proche, mais ce n’est sans doute aucun d’eux',
    tip: 'Ce qui aide\u00a0: une seule sorte, de près, bien éclairée.',
    advice: {
      NOT_LIKE_ANY_FRUIT: 'Si c’est un fruit ou un légume, remplissez-en l’image, en bonne lumière.',
      UNFAMILIAR_STYLE: 'Cela ressemble un peu à ce que je connais. Ce qui aide\u00a0: de plus près, de côté, sur un fond uni, à la lumière du jour.',
      AMBIGUOUS: 'Ceux-là se ressemblent pour moi. Ce qui aide\u00a0: une seule sorte à la fois, entière et tournée vers la lumière.',
      BLANK: 'L’image ne montre presque rien. L’objectif est-il couvert, ou la lumière éteinte\u00a0?',
      COLOURLESS: 'L’image est sans couleurs, et ce sont elles qui distinguent les fruits.',
      BLURRED: 'L’image est floue. Essuyez l’objectif, touchez le fruit à l’écran pour la mise au point et ne bougez plus.',
      FEW_INDEXED_PHOTOS: 'J’ai vu trop peu de photos de celui-ci pour en être sûr.',
    },
    noCard: 'Je n’ai encore rien d’autre à en dire.',
    ifItIs: (name) => `Si c’est bien\u00a0: ${name}`,
    compare: 'Pour comparer\u00a0:',
    looksLike: (name) => `À quoi cela ressemble\u00a0: ${name}`,

    variety: 'Variété',
    goodFor: 'Ses bienfaits',
    season: 'Saison',
    storage: 'Conservation',
    biodiversity: 'Biodiversité',
    nutrition: 'Valeurs nutritives pour 100 g',
    source: 'Source\u00a0:',
    nutrients: {
      energyKcal: 'Énergie',
      waterG: 'Eau',
      carbohydratesG: 'Glucides',
      sugarsG: 'dont sucres',
      fibreG: 'Fibres',
      proteinG: 'Protéines',
      fatG: 'Lipides',
      vitaminCMg: 'Vitamine C',
      potassiumMg: 'Potassium',
    },

    feedback: 'Votre avis',
    isThatRight: 'Est-ce bien cela\u00a0?',
    yes: 'Oui',
    no: 'Non',
    doYouKnow: 'Savez-vous ce que c’est\u00a0?',
    doYouKnowTheVariety: 'Savez-vous de quelle variété il s’agit\u00a0?',
    tellUs: 'Le dire à Pomona',
    whatIsIt: 'Qu’est-ce que c’est\u00a0?',
    somethingElse: 'Autre chose\u00a0:',
    whatElse: 'Ce que c’est d’autre',
    notAFruit: 'Ni un fruit ni un légume',
    keepPhoto: 'Gardez aussi ma photo, pour que Pomona en apprenne. Elle est conservée en petit, sans lieu, ni date, ni nom.',
    sendFeedback: 'Envoyer',
    thanks: 'Merci, c’est utile.',
    feedbackFailures: {
      400: 'N’utilisez que des lettres, des chiffres et des espaces.',
      404: 'Cette réponse est trop ancienne. Posez de nouveau la question.',
      409: 'Vous l’avez déjà dit à Pomona. Merci.',
      other: 'Votre avis n’est pas arrivé. Réessayez.',
    },

    accessKey: 'Clé d’accès',
    useKey: 'Utiliser cette clé',
    noKey: 'Ce ne peut pas être une clé\u00a0: elle contient des signes qu’aucune clé ne contient, comme des guillemets courbes ou des tirets longs.',
    forgetKey: 'Oublier ma clé d’accès',
    keyForgotten: 'Votre clé d’accès est oubliée.',
    retry: 'Réessayer',
    retryIn: (time) => `Réessayer dans ${time}`,
    failures: {
      400: ['La photo n’est pas arrivée', 'Renvoyez-la, ou prenez-en une autre.'],
      401: ['Une clé d’accès est nécessaire', 'Ce service répond à qui possède une clé. Demandez-la à son exploitant.'],
      wrongKey: ['Cette clé n’est pas acceptée', 'Vérifiez sa saisie, ou demandez-en une autre à l’exploitant du service.'],
      413: ['Cette photo est trop lourde', 'Prenez-en une nouvelle ici, ou choisissez-en une plus petite.'],
      415: ['Je ne peux pas lire ce fichier', 'Ce n’est pas une image que je sais ouvrir. Les photos JPEG, PNG et WebP conviennent.'],
      heic: [
        'Je ne peux pas lire les photos d’iPhone (HEIC)',
        'Réglez l’iPhone sur Réglages › Appareil photo › Formats › Le plus compatible et reprenez la photo, ou ouvrez cette page sur l’iPhone. Pour une photo que vous avez\u00a0: partagez-la, choisissez Options › Le plus compatible, et enregistrez-la.',
      ],
      422: ['Cette image est abîmée', 'Elle semble incomplète, ou d’une taille inhabituelle. Prenez ou choisissez une autre photo.'],
      429: ['Une petite pause', 'Vous avez envoyé beaucoup de photos en peu de temps.'],
      503: ['Pas tout de suite', 'Pomona est très sollicitée, ou se prépare encore.'],
      offline: ['Vous êtes hors ligne', 'Votre photo reste sur cette page jusqu’à votre reconnexion.'],
      unreachable: ['Pomona est injoignable', 'Vérifiez votre connexion.'],
      slow: ['Aucune réponse', 'La connexion est peut-être lente.'],
      other: ['Quelque chose s’est mal passé', 'Vous n’y êtes pour rien.'],
    },
  },
};

/** @returns every word in that language */
export function textsIn(language) {
  return TEXTS[language];
}

/** The language chosen earlier on this device, else the first one of the browser's that we speak, else English. */
export function preferredLanguage() {
  const wanted = [remembered(), ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
  return wanted.find((language) => Object.hasOwn(TEXTS, language)) ?? 'en';
}

export function otherLanguage(language) {
  return language === 'fr' ? 'en' : 'fr';
}

/** Keeps the choice for the next visit, where the browser allows it. */
export function remember(language) {
  try {
    localStorage.setItem(MEMORY, language);
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
}

function remembered() {
  try {
    return localStorage.getItem(MEMORY);
  } catch {
    return null;
  }
}

/** A share (0..1) as whole per cents; never claims 100 % or 0 %. */
export function percent(share, language) {
  const format = new Intl.NumberFormat(language, { style: 'percent' });
  if (share > 0.99) return TEXTS[language].over(format.format(0.99));
  if (share < 0.01) return TEXTS[language].under(format.format(0.01));
  return format.format(share);
}

export function number(value, language) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
}
