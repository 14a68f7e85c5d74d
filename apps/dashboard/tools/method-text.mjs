console.log('no text yet');
